package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.web.RequestBoundaryFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.handler.MappedInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where requests are boundaries.
 */
class JdbcGuardWebAutoConfigurationTests {

	private final AutoConfigurations configurations = AutoConfigurations.of(DataSourceAutoConfiguration.class,
			JdbcGuardAutoConfiguration.class, JdbcGuardWebAutoConfiguration.class);

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withConfiguration(this.configurations)
		.withPropertyValues("spring.datasource.url=" + Applications.newDatabase());

	private static boolean isRegistered(WebApplicationContextRunner application) {
		boolean[] registered = new boolean[1];
		application.run((context) -> {
			assertThat(context).hasNotFailed();
			registered[0] = context.getBeanProvider(FilterRegistrationBean.class)
				.stream()
				.anyMatch((bean) -> bean.getFilter() instanceof RequestBoundaryFilter && bean.isEnabled());
		});
		return registered[0];
	}

	@Test
	void everyRequestOfAServletApplicationIsOne() {
		assertThat(isRegistered(this.application)).isTrue();
	}

	@Test
	void comesBeforeTheFiltersThatTakeConnections() {
		int springSession = Integer.MIN_VALUE + 50;
		int springSecurity = -100;
		this.application.run((context) -> assertThat(context.getBean(FilterRegistrationBean.class).getOrder())
			.isLessThan(springSession)
			.isLessThan(springSecurity));
	}

	@Test
	void noRequestIsOneWhereEveryRuleIsIgnored() {
		assertThat(isRegistered(this.application.withPropertyValues("jdbc-guard.boundary.reaction=ignore"))).isFalse();
	}

	@ParameterizedTest
	@EnumSource
	void everyRuleSpeaksOfTheRequest(BoundaryRule rule) {
		assertThat(isRegistered(this.application.withPropertyValues("jdbc-guard.boundary.reaction=ignore",
				"jdbc-guard.datasources.dataSource.boundary.rules." + rule + "=count")))
			.isTrue();
	}

	@Test
	void noRequestIsOneWithoutJdbcGuard() {
		this.application.withPropertyValues("jdbc-guard.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(FilterRegistrationBean.class)
				.doesNotHaveBean(MappedInterceptor.class));
	}

	@Test
	void requestsAreBoundariesWithoutSpringMvc() {
		WebApplicationContextRunner withoutMvc = this.application
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet."));
		assertThat(isRegistered(withoutMvc)).isTrue();
		withoutMvc.run((context) -> assertThat(context).doesNotHaveBean("jdbcGuardHandlerNames"));
	}

	@Test
	void anApplicationWithoutServletsStarts() {
		Applications.guarded()
			.withConfiguration(AutoConfigurations.of(JdbcGuardWebAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("jakarta.servlet."))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JdbcGuardWebAutoConfiguration.class));
	}

	@Test
	void anApplicationWithoutSpringWebStarts() {
		Applications.guarded()
			.withConfiguration(AutoConfigurations.of(JdbcGuardWebAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(OncePerRequestFilter.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JdbcGuardWebAutoConfiguration.class));
	}

	@Test
	void aReactiveApplicationHasNoThreadForARequest() {
		new ReactiveWebApplicationContextRunner().withConfiguration(this.configurations)
			.withPropertyValues("spring.datasource.url=" + Applications.newDatabase())
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JdbcGuardWebAutoConfiguration.class));
	}

}
