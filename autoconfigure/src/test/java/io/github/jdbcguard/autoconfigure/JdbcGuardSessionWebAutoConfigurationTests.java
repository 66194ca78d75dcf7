package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.web.NotedExceptions;
import io.github.jdbcguard.web.SessionFilter;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.handler.MappedInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where requests have sessions, and which.
 */
class JdbcGuardSessionWebAutoConfigurationTests {

	private final AutoConfigurations configurations = AutoConfigurations.of(DataSourceAutoConfiguration.class,
			DataSourceTransactionManagerAutoConfiguration.class, JdbcGuardAutoConfiguration.class,
			JdbcGuardSessionAutoConfiguration.class, JdbcGuardSessionWebAutoConfiguration.class);

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withConfiguration(this.configurations)
		.withPropertyValues("spring.datasource.url=" + Applications.newDatabase());

	private static FilterRegistrationBean<?> registration(ApplicationContext context) {
		return context.getBean("jdbcGuardSessionFilter", FilterRegistrationBean.class);
	}

	/**
	 * How many rows a request leaves in a table that inserts one and goes; less than zero
	 * where that was not in a transaction.
	 */
	private static int booked(ApplicationContext context) throws Exception {
		JdbcSession session = context.getBean(JdbcSession.class);
		int[] sign = { -1 };
		FilterRegistrationBean<?> registration = registration(context);
		registration.getFilter()
			.doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), (request, response) -> {
				session.jdbc().sql("create table if not exists booking (id int)").update();
				session.close();
				session.jdbc().sql("insert into booking values (1)").update();
				if (session.inTransaction()) {
					sign[0] = 1;
				}
			});
		int[] rows = new int[1];
		registration.getFilter()
			.doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(),
					(request,
							response) -> rows[0] = session.jdbc()
								.sql("select count(*) from booking")
								.query(Integer.class)
								.single());
		return sign[0] * rows[0];
	}

	@Test
	void eachRequestHasOneAndWhatNobodyCommitsIsRolledBack() {
		this.application.run((context) -> assertThat(booked(context)).isZero());
	}

	@Test
	void whatIsOpenIsCommittedWhereThePropertySaysSo() {
		this.application.withPropertyValues("jdbc-guard.session.on-completion=commit")
			.run((context) -> assertThat(booked(context)).isOne());
	}

	@Test
	void statementsCommitThemselvesWhereThePropertySaysSo() {
		this.application.withPropertyValues("jdbc-guard.session.web.transaction=none")
			.run((context) -> assertThat(booked(context)).as("one row, not in a transaction").isEqualTo(-1));
	}

	@Test
	void comesAfterTheBoundaryAndSpringSessionAndBeforeSpringSecurity() {
		int springSession = Integer.MIN_VALUE + 50;
		int springSecurity = -100;
		this.application.withConfiguration(AutoConfigurations.of(JdbcGuardWebAutoConfiguration.class))
			.run((context) -> assertThat(registration(context).getOrder())
				.isGreaterThan(
						context.getBean("jdbcGuardRequestBoundaryFilter", FilterRegistrationBean.class).getOrder())
				.isGreaterThan(springSession)
				.isLessThan(springSecurity));
	}

	@Test
	void comesWhereThePropertySaysSo() {
		this.application.withPropertyValues("jdbc-guard.session.web.order=-7")
			.run((context) -> assertThat(registration(context).getOrder()).isEqualTo(-7));
	}

	@Test
	void isRegisteredForWhatItNeeds() {
		this.application
			.run((context) -> assertThat(registration(context).determineDispatcherTypes()).containsExactlyInAnyOrder(
					DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD));
	}

	@Test
	void noRequestHasOneWhereAPropertySaysSo() {
		this.application.withPropertyValues("jdbc-guard.session.web.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(JdbcSession.class)
				.doesNotHaveBean(FilterRegistrationBean.class)
				.doesNotHaveBean(NotedExceptions.class));
		this.application.withPropertyValues("jdbc-guard.session.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FilterRegistrationBean.class));
		this.application.withPropertyValues("jdbc-guard.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FilterRegistrationBean.class));
	}

	@Test
	void requestsHaveSessionsWithoutSpringMvc() {
		this.application.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet.")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("jdbcGuardSessionHandlers");
			assertThat(registration(context).getFilter()).isInstanceOf(SessionFilter.class);
		});
	}

	@Test
	void withSpringMvcTheHandlersAreKnown() {
		this.application.run((context) -> assertThat(context).hasSingleBean(MappedInterceptor.class)
			.hasSingleBean(NotedExceptions.class));
	}

	@Test
	void anApplicationWithoutServletsHasSessionsAllTheSame() {
		Applications.guarded()
			.withConfiguration(AutoConfigurations.of(JdbcGuardSessionAutoConfiguration.class,
					JdbcGuardSessionWebAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("jakarta.servlet."))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(JdbcSession.class)
				.doesNotHaveBean(JdbcGuardSessionWebAutoConfiguration.class));
	}

	@Test
	void aReactiveApplicationHasNoThreadForARequest() {
		new ReactiveWebApplicationContextRunner().withConfiguration(this.configurations)
			.withPropertyValues("spring.datasource.url=" + Applications.newDatabase())
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(JdbcGuardSessionWebAutoConfiguration.class));
	}

}
