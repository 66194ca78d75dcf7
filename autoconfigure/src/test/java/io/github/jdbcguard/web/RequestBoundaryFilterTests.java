package io.github.jdbcguard.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.pool.GuardedDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests as boundaries, over HTTP.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RequestBoundaryFilterTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	private Witness witness;

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(WebApplication.class).run("--server.port=0",
				"--spring.datasource.url=jdbc:h2:mem:web", "--spring.datasource.hikari.maximum-pool-size=20",
				"--spring.mvc.async.request-timeout=10s", "--jdbc-guard.boundary.reaction=count",
				"--jdbc-guard.boundary.rules.outside-transaction=ignore");
		this.witness = this.context.getBean(Witness.class);
	}

	@AfterEach
	void everyThreadHasLeftAndEveryConnectionCanBeGivenBack() {
		this.witness.giveBack();
		assertThat(this.witness.scopesLeftBehind()).isEmpty();
		this.witness.violations().clear();
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	private HttpRequest request(String method, String path) {
		int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.timeout(Duration.ofSeconds(30))
			.method(method, BodyPublishers.noBody())
			.build();
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(request("GET", path), BodyHandlers.ofString());
	}

	private List<Violation> violations() {
		return this.witness.violations();
	}

	private void assertThatOneWasLeakedIn(String request) {
		await().untilAsserted(() -> assertThat(violations()).isNotEmpty());
		await().during(Duration.ofMillis(200)).untilAsserted(() -> assertThat(violations()).hasSize(1));
		Violation violation = violations().get(0);
		assertThat(violation.rule()).isEqualTo(BoundaryRule.LEAKED_LEASE);
		assertThat(violation.scope()).isEqualTo("request '" + request + "'");
	}

	private void assertThatNothingIsReported() {
		await().until(() -> this.context.getBean(GuardedDataSource.class).leases().isEmpty());
		assertThat(violations()).isEmpty();
	}

	@Nested
	class ALeak {

		@ParameterizedTest
		@ValueSource(strings = { "sync", "callable", "stream", "deferred", "bean", "afterwards", "again" })
		void isReportedOnceWithItsRequest(String kind) throws Exception {
			assertThat(get("/leak/" + kind + "/4711?token=secret").statusCode()).isEqualTo(200);
			assertThatOneWasLeakedIn("GET /leak/" + kind + "/{id}");
		}

		@Test
		void isReportedOfARequestThatFails() throws Exception {
			assertThat(get("/leak/failing/4711").statusCode()).isEqualTo(500);
			assertThatOneWasLeakedIn("GET /leak/failing/{id}");
		}

		@Test
		void isReportedOfACallableThatFails() throws Exception {
			assertThat(get("/leak/failing-callable/4711").statusCode()).isEqualTo(500);
			assertThatOneWasLeakedIn("GET /leak/failing-callable/{id}");
		}

		@Test
		void ofAForwardIsOfTheRequestThatWasForwarded() throws Exception {
			assertThat(get("/leak/forwarding/4711").statusCode()).isEqualTo(200);
			assertThatOneWasLeakedIn("GET /leak/forwarding/{id}");
		}

		@Test
		void ofAnErrorPageIsReported() throws Exception {
			assertThat(get("/missing/4711?leak=true").statusCode()).isEqualTo(404);
			assertThatOneWasLeakedIn("GET /error");
		}

		@Test
		void ofAFilterIsReportedWithTheBeginningOfThePath() throws Exception {
			assertThat(get("/filtered/a;jsessionid=secret/b?token=secret").statusCode()).isEqualTo(404);
			assertThatOneWasLeakedIn("GET /filtered/..");
		}

		@Test
		void ofAPlainServletThatGoesOnInOtherThreadsIsReportedWithTheBeginningOfThePath() throws Exception {
			assertThat(get("/servlet/leak").statusCode()).isEqualTo(200);
			assertThatOneWasLeakedIn("GET /servlet/..");
		}

		@Test
		void ofACallableThatOutlastsItsRequestIsReportedWhenTheCallableEnds() throws Exception {
			assertThat(get("/slow/leak").statusCode()).isEqualTo(503);
			assertThat(violations()).isEmpty();
			RequestBoundaryFilterTests.this.witness.goOn();
			assertThatOneWasLeakedIn("GET /slow/{kind}");
		}

	}

	@Nested
	class ProperUse {

		@ParameterizedTest
		@ValueSource(strings = { "sync", "callable", "stream", "deferred", "bean", "transaction", "handed-to-stream",
				"handed-to-callable", "restarted" })
		void isNotReported(String kind) throws Exception {
			for (int i = 0; i < 5; i++) {
				assertThat(get("/proper/" + kind).statusCode()).isEqualTo(200);
			}
			assertThatNothingIsReported();
		}

		@Test
		void isNotReportedOfACallableThatOutlastsItsRequest() throws Exception {
			assertThat(get("/slow/proper").statusCode()).isEqualTo(503);
			RequestBoundaryFilterTests.this.witness.goOn();
			assertThatNothingIsReported();
		}

		@Test
		void isNotReportedOfManyRequestsAtOnce() {
			String[] kinds = { "sync", "callable", "stream", "deferred", "transaction", "handed-to-stream" };
			List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 600)
				.mapToObj((i) -> RequestBoundaryFilterTests.this.client
					.sendAsync(request("GET", "/proper/" + kinds[i % kinds.length]), BodyHandlers.ofString()))
				.toList();
			assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().statusCode()).isEqualTo(200));
			assertThatNothingIsReported();
		}

	}

	@Nested
	class TheBoundary {

		@ParameterizedTest
		@CsvSource({ "GET,/scope/7,GET /scope/{id}", "POST,/scope/7,POST /scope/{id}" })
		void isCalledByMethodAndPattern(String method, String path, String name) throws Exception {
			assertThat(
					RequestBoundaryFilterTests.this.client.send(request(method, path), BodyHandlers.ofString()).body())
				.isEqualTo(name);
		}

	}

}
