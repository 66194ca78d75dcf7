package io.github.jdbcguard.web;

import java.io.IOException;
import java.net.http.HttpResponse;

import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * A commit that fails at the end of a request reaches the client as an error (S4), over
 * HTTP.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class UncommittedAnswerTests {

	private final Database database = EmbeddedDatabases.postgres();

	private final FaultProxy proxy = FaultProxy.before(this.database);

	private final SessionHttp http = new SessionHttp(this.database, this.proxy.database(),
			"--jdbc-guard.session.on-completion=commit");

	private int number;

	@AfterEach
	void nothingIsLeft() {
		this.http.assertThatNothingIsLeft();
	}

	@AfterAll
	void stop() throws IOException {
		this.http.close();
		this.proxy.close();
	}

	private static void assertThatItIsACleanError(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(500);
		assertThat(answer.headers().map()).doesNotContainKeys("etag", "location", "x-handler");
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(answer.body()).contains("\"status\":500").doesNotContain("done", WriterController.LINE, "mind");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/entry/normal/", "/entry/created/", "/entry/redirect/", "/entry/redirect-view/",
			"/entry/send-redirect/", "/entry/not-modified/", "/entry/no-content/", "/entry/empty/", "/entry/forward/",
			"/entry/include/", "/functional/ok/", "/servlet/", "/write/small/", "/write/big/", "/write/stream/",
			"/write/umlauts/", "/write/flushed/", "/write/announced/", "/write/swallowed/", "/write/insisted/",
			"/write/closed/", "/write/buffered/", "/write/closed-writer/" })
	void nothingOfTheSuccessReachesTheClient(String path) throws Exception {
		String note = "orphan" + ++this.number;
		long failed = this.http.counters().failed();
		assertThatItIsACleanError(this.http.get(path + note));
		assertThat(this.http.counters().failed()).isEqualTo(failed + 1);
		assertThat(this.http.committed(note)).isZero();
	}

	@Test
	void whatFiltersHaveSaidBeforeTheHandlerStays() throws Exception {
		HttpResponse<String> answer = this.http.get("/entry/created/orphan" + ++this.number);
		// Those before the handler, and those of the error page
		assertThat(answer.headers().allValues("X-Earlier")).startsWith("one", "two");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/entry/created/", "/write/big/", "/entry/redirect/" })
	void aCommitWithoutAnAnswerIsAnErrorToo(String path) throws Exception {
		long unknown = this.http.counters().unknown();
		this.proxy.cutAfter("COMMIT");
		assertThatItIsACleanError(this.http.get(path + "cut" + ++this.number));
		assertThat(this.http.counters().unknown()).isEqualTo(unknown + 1);
	}

	@Test
	void whereTheAnswerIsOnItsWayItIsBrokenOffAndTheLogSaysSo(CapturedOutput output) {
		assertThatIOException().isThrownBy(() -> this.http.get("/write/rows/orphan" + ++this.number));
		assertThat(output).contains("scope 'GET /write/rows/{note} (WriterController.rows)' could not be committed");
	}

}
