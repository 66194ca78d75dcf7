package io.github.jdbcguard.web;

import java.io.IOException;
import java.util.Map;

import javax.sql.DataSource;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.SessionRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A web application whose requests have sessions.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ EntryController.class, WriterController.class, AsyncEntryController.class, RemoteController.class,
		SessionSurroundingsTests.Secured.class })
class SessionApplication {

	@Bean
	Witness witness(DataSource dataSource) {
		return new Witness(dataSource);
	}

	@Bean
	Ledger ledger(JdbcSession session) {
		return new Ledger(session);
	}

	/**
	 * Around everything: looks whether threads go back as they came.
	 */
	@Bean
	FilterRegistrationBean<Filter> outermost(Leftovers leftovers) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			try {
				chain.doFilter(request, response);
			}
			finally {
				leftovers.look();
			}
		});
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
		return registration;
	}

	@Bean
	Leftovers leftovers(SessionRegistry registry, Witness witness) {
		return new Leftovers(registry, witness);
	}

	/**
	 * The container asks for the error page in a dispatch of its own.
	 */
	@Bean
	ErrorAttributes errorAttributes(SessionRegistry registry, Ledger ledger) {
		return new DefaultErrorAttributes() {

			@Override
			public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
				Map<String, Object> attributes = super.getErrorAttributes(request, options);
				if (request.getParameter("query") != null) {
					attributes.put("backend", ledger.backend());
					attributes.put("scope", String.valueOf(registry.current()));
				}
				return attributes;
			}
		};
	}

	/**
	 * What filters in front of the handler say.
	 */
	@Bean
	FilterRegistrationBean<Filter> earlierHeaders() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			((HttpServletResponse) response).addHeader("X-Earlier", "one");
			((HttpServletResponse) response).addHeader("X-Earlier", "two");
			chain.doFilter(request, response);
		});
		registration.setOrder(0);
		return registration;
	}

	@Bean
	RouterFunction<ServerResponse> functional(Ledger ledger) {
		return RouterFunctions.route()
			.GET("/functional/ok/{note}",
					(request) -> ServerResponse.ok().body(ledger.add(request.pathVariable("note"))))
			.GET("/functional/bad/{note}",
					(request) -> ServerResponse.badRequest().body(ledger.add(request.pathVariable("note"))))
			.GET("/functional/answered/{status}/{note}", (request) -> {
				ledger.add(request.pathVariable("note"));
				throw new IllegalStateException(request.pathVariable("status"));
			})
			.onError(IllegalStateException.class,
					(failure, request) -> ServerResponse.status(Integer.parseInt(failure.getMessage())).build())
			.build();
	}

	@Bean
	ServletRegistrationBean<HttpServlet> servlet(Ledger ledger) {
		return new ServletRegistrationBean<>(new PlainServlet(ledger), "/servlet/*");
	}

	/**
	 * Knows nothing of Spring MVC.
	 */
	@SuppressWarnings("serial")
	static final class PlainServlet extends HttpServlet {

		private final transient Ledger ledger;

		PlainServlet(Ledger ledger) {
			this.ledger = ledger;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			String note = request.getPathInfo().substring(1);
			response.setHeader("ETag", "\"1\"");
			this.ledger.add(note);
			response.getWriter().print("done");
		}

	}

}
