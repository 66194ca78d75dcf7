package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.web.HandlerNames;
import io.github.jdbcguard.web.RequestBoundaryFilter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.handler.MappedInterceptor;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for jdbc-guard in servlet web
 * applications: requests are boundaries.
 */
@AutoConfiguration(after = JdbcGuardAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(value = OncePerRequestFilter.class, name = "jakarta.servlet.Filter")
@ConditionalOnBean(GuardPolicies.class)
public final class JdbcGuardWebAutoConfiguration {

	/** Before Spring Session and Spring Security, which take connections themselves. */
	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

	@Bean
	FilterRegistrationBean<RequestBoundaryFilter> jdbcGuardRequestBoundaryFilter(GuardPolicies policies) {
		FilterRegistrationBean<RequestBoundaryFilter> registration = new FilterRegistrationBean<>(
				new RequestBoundaryFilter());
		registration.setOrder(ORDER);
		registration.setEnabled(policies.watchBoundaries());
		return registration;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MappedInterceptor.class)
	static class HandlerNamesConfiguration {

		@Bean
		MappedInterceptor jdbcGuardHandlerNames() {
			return new MappedInterceptor(null, new HandlerNames());
		}

	}

}
