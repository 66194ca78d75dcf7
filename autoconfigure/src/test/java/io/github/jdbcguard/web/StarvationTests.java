package io.github.jdbcguard.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Violation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that ask the database something and then wait for another server for 2 s,
 * fifty at once on a pool of five (S9).
 */
class StarvationTests {

	private static final Duration REMOTE_TIME = Duration.ofSeconds(2);

	private static final int REQUESTS = 50;

	private static HttpServer remote;

	@BeforeAll
	static void startRemote() throws IOException {
		remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), REQUESTS);
		remote.createContext("/",
				(exchange) -> CompletableFuture.delayedExecutor(REMOTE_TIME.toMillis(), TimeUnit.MILLISECONDS)
					.execute(() -> answer(exchange)));
		remote.start();
	}

	private static void answer(HttpExchange exchange) {
		try (exchange) {
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write("ok".getBytes());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@AfterAll
	static void stopRemote() {
		remote.stop(0);
	}

	private static SessionHttp start(String... settings) throws Exception {
		SessionHttp http = new SessionHttp(settings);
		// The first requests of a server are slow
		List.of(http.start("/remote/committed/1"), http.start("/remote/committed/2")).forEach(CompletableFuture::join);
		http.get("/entry/nothing/warm");
		return http;
	}

	private static String remoteAddress() {
		return "--remote=http://localhost:" + remote.getAddress().getPort() + "/";
	}

	private static List<CompletableFuture<HttpResponse<String>>> fifty(SessionHttp http, String path) {
		return IntStream.range(0, REQUESTS).mapToObj((user) -> http.start(path + user)).toList();
	}

	private static void assertThatNobodyWaitsForAConnection(SessionHttp http, String path) {
		long begin = System.nanoTime();
		List<CompletableFuture<HttpResponse<String>>> answers = fifty(http, path);
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join().body()).isEqualTo("ok"));
		// Two rounds of the remote call would be 4 s, and ten are what a pool of five
		// allows
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(REMOTE_TIME.multipliedBy(2));
		http.assertThatNothingIsLeft();
	}

	@Test
	void withACommitBeforeTheRemoteCallEveryRequestTakesTheTimeOfThatCall() throws Exception {
		try (SessionHttp http = start(remoteAddress())) {
			assertThatNobodyWaitsForAConnection(http, "/remote/committed/");
		}
	}

	@Test
	void withoutTransactionsOfTheSessionEveryRequestTakesTheTimeOfTheRemoteCall() throws Exception {
		try (SessionHttp http = start(remoteAddress(), "--jdbc-guard.session.web.transaction=none")) {
			assertThatNobodyWaitsForAConnection(http, "/remote/held/");
		}
	}

	@Test
	void otherwiseAWarningNamesTheRequestAndItsCallBeforeTheFirstCheckoutTimesOut() throws Exception {
		try (SessionHttp http = start(remoteAddress(), "--jdbc-guard.boundary.reaction=warn",
				"--jdbc-guard.boundary.idle-in-transaction-after=200ms",
				"--spring.datasource.hikari.connection-timeout=1500")) {
			List<Violation> seen = http.bean(Witness.class).violations();
			List<List<Violation>> seenAtTimeout = new CopyOnWriteArrayList<>();
			fifty(http, "/remote/held/").stream().map((answer) -> answer.thenAccept((response) -> {
				if (response.statusCode() == 500) {
					seenAtTimeout.add(List.copyOf(seen));
				}
			})).toList().forEach(CompletableFuture::join);
			assertThat(seenAtTimeout).isNotEmpty()
				.allSatisfy((earlier) -> assertThat(earlier).anySatisfy((violation) -> {
					assertThat(violation.rule()).isEqualTo(BoundaryRule.IDLE_IN_TRANSACTION);
					assertThat(violation.message()).contains("GET /remote/held/{user}",
							"RemoteController.callRemote(RemoteController.java:");
				}));
		}
	}

}
