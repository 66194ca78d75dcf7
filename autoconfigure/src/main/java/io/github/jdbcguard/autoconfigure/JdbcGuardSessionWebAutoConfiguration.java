package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.autoconfigure.session.SessionProperties;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.spring.Sessions;
import io.github.jdbcguard.web.NotedExceptions;
import io.github.jdbcguard.web.SessionFilter;
import io.github.jdbcguard.web.SessionHandlers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the sessions of jdbc-guard in
 * servlet web applications: each request has one.
 */
@AutoConfiguration(after = JdbcGuardSessionAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(value = WebUtils.class, name = "jakarta.servlet.Filter")
@ConditionalOnBean(Sessions.class)
@ConditionalOnBooleanProperty(name = "jdbc-guard.session.web.enabled", matchIfMissing = true)
public final class JdbcGuardSessionWebAutoConfiguration {

	@Bean
	FilterRegistrationBean<SessionFilter> jdbcGuardSessionFilter(SessionRegistry registry,
			JdbcGuardProperties properties) {
		SessionProperties session = properties.session();
		FilterRegistrationBean<SessionFilter> registration = new FilterRegistrationBean<>(
				new SessionFilter(registry, session.onCompletion(), session.web().transaction()));
		registration.setDispatcherTypes(SessionFilter.dispatches());
		registration.setOrder(session.web().order());
		return registration;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MappedInterceptor.class)
	static class HandlersConfiguration {

		@Bean
		MappedInterceptor jdbcGuardSessionHandlers() {
			return new MappedInterceptor(null, new SessionHandlers());
		}

		@Bean
		NotedExceptions jdbcGuardNotedExceptions() {
			return new NotedExceptions();
		}

	}

}
