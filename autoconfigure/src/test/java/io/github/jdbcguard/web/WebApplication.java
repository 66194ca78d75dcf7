package io.github.jdbcguard.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A web application that leaks connections in every way, and uses them rightly in every
 * other.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ LeakController.class, ProperController.class })
class WebApplication {

	@Bean
	Witness witness(DataSource dataSource) {
		return new Witness(dataSource);
	}

	/**
	 * Around everything: looks whether threads go back as they came.
	 */
	@Bean
	FilterRegistrationBean<Filter> outermost(Witness witness) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			witness.lookWhatIsLeftBehind();
			try {
				chain.doFilter(request, response);
			}
			finally {
				witness.lookWhatIsLeftBehind();
			}
		});
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
		return registration;
	}

	/**
	 * Where Spring Session stands.
	 */
	@Bean
	FilterRegistrationBean<Filter> leaking(Witness witness) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			witness.leak();
			chain.doFilter(request, response);
		});
		registration.addUrlPatterns("/filtered/*");
		registration.setOrder(Integer.MIN_VALUE + 50);
		return registration;
	}

	@Bean
	ServletRegistrationBean<HttpServlet> servlet(Witness witness) {
		ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new TwiceAsync(witness),
				"/servlet/*");
		registration.setAsyncSupported(true);
		return registration;
	}

	@Bean
	WebMvcConfigurer ownThreads(Witness witness) {
		return new WebMvcConfigurer() {

			@Override
			public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
				configurer.setTaskExecutor(new LookingExecutor(witness));
			}

		};
	}

	/**
	 * Goes on in another thread, is dispatched, goes on in yet another thread, and leaks
	 * there or where it was dispatched.
	 */
	@SuppressWarnings("serial")
	static final class TwiceAsync extends HttpServlet {

		private final transient Witness witness;

		TwiceAsync(Witness witness) {
			this.witness = witness;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			AsyncContext async = request.startAsync();
			if (request.getDispatcherType() != DispatcherType.ASYNC) {
				CompletableFuture.runAsync(async::dispatch);
				return;
			}
			this.witness.leak();
			CompletableFuture.runAsync(async::complete);
		}

	}

	/**
	 * Looks whether threads go back as they came.
	 */
	@SuppressWarnings("serial")
	static final class LookingExecutor extends SimpleAsyncTaskExecutor implements AsyncTaskExecutor {

		private final transient Witness witness;

		LookingExecutor(Witness witness) {
			this.witness = witness;
		}

		@Override
		protected void doExecute(Runnable task) {
			super.doExecute(() -> {
				try {
					task.run();
				}
				finally {
					this.witness.lookWhatIsLeftBehind();
				}
			});
		}

	}

}
