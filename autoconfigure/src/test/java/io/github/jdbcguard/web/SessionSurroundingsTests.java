package io.github.jdbcguard.web;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * Sessions of requests among other things: Spring Security, virtual threads, MockMvc, a
 * client that goes away.
 */
class SessionSurroundingsTests {

	private static final String COMMIT = "--jdbc-guard.session.on-completion=commit";

	@Test
	void whatABodyDoesThatOutlastsItsRequestIsRolledBack() throws Exception {
		try (SessionHttp http = new SessionHttp(COMMIT, "--spring.mvc.async.request-timeout=300ms")) {
			assertThat(http.get("/async/late-body/late").statusCode()).isEqualTo(503);
			assertThat(http.taken()).isOne();
			http.bean(Witness.class).goOn();
			http.assertThatNothingIsLeft();
			assertThat(http.committed("late")).isZero();
		}
	}

	@Test
	void virtualThreadsServeRequests() throws Exception {
		Assumptions.assumeTrue(Runtime.version().feature() >= 21, "No virtual threads before Java 21");
		try (SessionHttp http = new SessionHttp(COMMIT, "--spring.threads.virtual.enabled=true")) {
			assertThat(http.get("/entry/normal/plain").body()).isEqualTo("plain");
			assertThat(http.get("/async/callable/elsewhere").statusCode()).isEqualTo(200);
			assertThat(http.get("/entry/created/orphan").statusCode()).isEqualTo(500);
			assertThat(http.committed("plain")).isOne();
			assertThat(http.committed("elsewhere-async")).isOne();
			http.assertThatNothingIsLeft();
		}
	}

	@Test
	void whatIsDoneForAClientThatHasGoneAwayIsRolledBack() throws Exception {
		try (SessionHttp http = new SessionHttp(COMMIT)) {
			try (Socket socket = new Socket("localhost",
					http.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
				socket.getOutputStream()
					.write("GET /write/endless/gone HTTP/1.1\r\nHost: localhost\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
				readSome(socket);
			}
			await().untilAsserted(() -> assertThat(http.counters().rolledBack()).isOne());
			assertThat(http.committed("gone")).isZero();
			http.assertThatNothingIsLeft();
		}
	}

	private static void readSome(Socket socket) throws IOException {
		assertThat(socket.getInputStream().readNBytes(10_000)).hasSize(10_000);
	}

	@Test
	void mockMvcSeesTheSameAnswersAsAClient() throws Exception {
		try (SessionHttp http = new SessionHttp(COMMIT)) {
			MockMvc mvc = MockMvcBuilders.webAppContextSetup((WebApplicationContext) http.context)
				.addFilters(new SessionFilter(http.bean(SessionRegistry.class), OnCompletion.COMMIT, SessionMode.AUTO))
				.build();
			mvc.perform(MockMvcRequestBuilders.get("/entry/normal/mock")).andExpect(content().string("mock"));
			assertThat(http.committed("mock")).isOne();
			mvc.perform(MockMvcRequestBuilders.get("/entry/bad-request/mock-bad")).andExpect(status().isBadRequest());
			assertThat(http.committed("mock-bad")).isZero();
			MvcResult started = mvc.perform(MockMvcRequestBuilders.get("/async/written/mock-async")).andReturn();
			started.getAsyncResult();
			mvc.perform(MockMvcRequestBuilders.asyncDispatch(started)).andExpect(status().isOk());
			assertThat(http.committed("mock-async")).isOne();
			assertThat(http.bean(SessionRegistry.class).current()).isNull();
			assertThat(http.taken()).isZero();
		}
	}

	@Nested
	class WithSpringSecurity {

		private static final String SECURED = "--spring.profiles.active=secured";

		@Test
		void aFilterOfItsAndTheHandlerWorkInOneTransaction() throws Exception {
			try (SessionHttp http = new SessionHttp(COMMIT, SECURED)) {
				assertThat(http.get("/entry/normal/both?user=me").statusCode()).isEqualTo(200);
				assertThat(http.committed("user me")).isOne();
				assertThat(http.committed("both")).isOne();
				assertThat(http.bean(Ledger.class).backends()).hasSize(2)
					.containsOnly(http.bean(Ledger.class).backends().get(0));
				assertThat(http.counters().committed()).isOne();
				http.assertThatNothingIsLeft();
			}
		}

		@Test
		void whatItsFilterHasDoneIsRolledBackWhereItRefusesTheRequest() throws Exception {
			try (SessionHttp http = new SessionHttp(COMMIT, SECURED)) {
				assertThat(http.get("/entry/normal/nothing").statusCode()).isEqualTo(403);
				assertThat(http.committed("user null")).isZero();
				http.assertThatNothingIsLeft();
			}
		}

		@Test
		void itsHeadersStayWhereACommitFails() throws Exception {
			try (SessionHttp http = new SessionHttp(COMMIT, SECURED)) {
				HttpResponse<String> answer = http.get("/entry/created/orphan?user=me");
				assertThat(answer.statusCode()).isEqualTo(500);
				assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
				assertThat(answer.headers().map()).doesNotContainKeys("etag", "location");
				http.assertThatNothingIsLeft();
			}
		}

	}

	/**
	 * Adds an entry for each user, and refuses those without a name.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	@Profile("secured")
	static class Secured {

		@Bean
		SecurityFilterChain security(HttpSecurity http, Ledger ledger) throws Exception {
			return http.addFilterBefore((request, response, chain) -> {
				ledger.add("user " + request.getParameter("user"));
				chain.doFilter(request, response);
			}, AuthorizationFilter.class)
				.authorizeHttpRequests((requests) -> requests
					.requestMatchers((HttpServletRequest request) -> request.getParameter("user") != null)
					.permitAll()
					.anyRequest()
					.denyAll())
				.build();
		}

		@Bean
		FilterRegistrationBean<Filter> securityFilter(Filter springSecurityFilterChain) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(springSecurityFilterChain);
			registration.setOrder(-100);
			return registration;
		}

	}

}
