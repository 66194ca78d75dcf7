package io.github.jdbcguard.web;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions of requests that go on in other threads (S8), over HTTP.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AsyncSessionTests {

	private final SessionHttp http = new SessionHttp("--jdbc-guard.session.on-completion=commit");

	private int number;

	@AfterEach
	void nothingIsLeft() {
		this.http.assertThatNothingIsLeft();
	}

	@AfterAll
	void stop() {
		this.http.close();
	}

	private String note() {
		return "note" + ++this.number;
	}

	@ParameterizedTest
	@CsvSource({ "only-callable,200,1", "failing-callable,500,0", "bad-callable,400,0", "problem-callable,409,0",
			"written,200,1", "stream,200,1", "attached,200,1", "deferred-failure,500,0", "forgotten,503,1",
			"restarted,200,2" })
	void whatAnotherThreadDoesIsFinishedThere(String kind, int status, int entries) throws Exception {
		String note = note();
		assertThat(this.http.get("/async/" + kind + "/" + note).statusCode()).isEqualTo(status);
		await().untilAsserted(() -> assertThat(this.http.committed(note)).isEqualTo(entries));
	}

	@Test
	void whatNobodyCommitsIsRolledBackInEachThread() throws Exception {
		try (SessionHttp other = new SessionHttp()) {
			for (String kind : List.of("callable", "only-callable", "written", "stream", "restarted", "forgotten")) {
				other.get("/async/" + kind + "/" + kind);
				other.assertThatNothingIsLeft();
			}
			assertThat(other.database.number("select count(*) from entry")).isZero();
			assertThat(other.counters().committed()).isZero();
			assertThat(other.counters().rolledBack()).isEqualTo(8);
			assertThat(other.get("/async/attached/attached").statusCode()).isEqualTo(200);
			assertThat(other.committed("attached")).isOne();
		}
	}

	@Test
	void theThreadOfTheRequestAndThatOfTheCallableHaveATransactionEach() throws Exception {
		String note = note();
		long before = this.http.counters().committed();
		assertThat(this.http.get("/async/callable/" + note).statusCode()).isEqualTo(200);
		assertThat(this.http.committed(note)).isOne();
		assertThat(this.http.committed(note + "-async")).isOne();
		assertThat(this.http.counters().committed()).isEqualTo(before + 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deferred", "sse" })
	void aRequestThatWaitsHoldsNoConnectionAndItsWorkIsFinished(String kind) throws Exception {
		String note = note();
		CompletableFuture<HttpResponse<String>> answer = this.http.start("/async/" + kind + "/" + note);
		await().untilAsserted(() -> assertThat(this.http.committed(note)).isOne());
		await().untilAsserted(() -> assertThat(this.http.taken()).isZero());
		assertThat(answer).isNotDone();
		this.http.bean(Witness.class).goOn();
		assertThat(answer.get().statusCode()).isEqualTo(200);
		assertThat(answer.get().body()).contains(note);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deferred", "sse" })
	void aCommitThatFailsBeforeTheRequestWaitsIsAnError(String kind) throws Exception {
		String note = "orphan" + note();
		HttpResponse<String> answer = this.http.get("/async/" + kind + "/" + note);
		assertThat(answer.statusCode()).isEqualTo(500);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(this.http.committed(note)).isZero();
		this.http.bean(Witness.class).goOn();
		await().untilAsserted(() -> assertThat(this.http.bean(Witness.class).isAwaited()).isFalse());
	}

	@ParameterizedTest
	@ValueSource(strings = { "callable", "restarted", "only-callable", "stream", "written" })
	void aCommitThatFailsInAnyThreadIsAnError(String kind) throws Exception {
		String note = "orphan" + note();
		HttpResponse<String> answer = this.http.get("/async/" + kind + "/" + note);
		assertThat(answer.statusCode()).isEqualTo(500);
		assertThat(answer.body()).doesNotContain(WriterController.LINE).contains("\"status\":500");
	}

	@Test
	void whatACallableDoesThatOutlastsItsRequestIsRolledBack() throws Exception {
		String note = note();
		assertThat(this.http.get("/async/late/" + note).statusCode()).isEqualTo(503);
		assertThat(this.http.taken()).isOne();
		this.http.bean(Witness.class).goOn();
		this.http.assertThatNothingIsLeft();
		assertThat(this.http.committed(note)).isZero();
	}

	@Test
	void whatIsAnsweredInsteadOfACallableThatIsLateHasASessionOfItsOwn() throws Exception {
		String note = "instead" + note();
		assertThat(this.http.get("/async/late/" + note).statusCode()).isEqualTo(200);
		assertThat(this.http.committed(note + "-written")).isOne();
		this.http.bean(Witness.class).goOn();
		this.http.assertThatNothingIsLeft();
		assertThat(this.http.committed(note)).isZero();
	}

}
