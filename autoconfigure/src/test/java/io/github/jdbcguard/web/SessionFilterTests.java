package io.github.jdbcguard.web;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.session.SessionCounters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of the work that a request leaves open (S4), over HTTP.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionFilterTests {

	/**
	 * Both ways of completion.
	 */
	@TestInstance(Lifecycle.PER_CLASS)
	abstract static class Requests {

		final SessionHttp http;

		private int number;

		Requests(String onCompletion) {
			this.http = new SessionHttp("--jdbc-guard.session.on-completion=" + onCompletion);
		}

		@BeforeAll
		void warmUp() throws Exception {
			this.http.get("/entry/nothing/warm");
		}

		@AfterEach
		void nothingIsLeft() {
			this.http.assertThatNothingIsLeft();
		}

		@AfterAll
		void stop() {
			this.http.close();
		}

		String note() {
			return "note" + ++this.number;
		}

		long finished() {
			SessionCounters counters = this.http.counters();
			return counters.committed() + counters.rolledBack() + counters.failed() + counters.unknown();
		}

		/**
		 * Let a request add an entry.
		 * @return how many entries stay
		 */
		long request(String path, int status) throws Exception {
			String note = note();
			long before = finished();
			HttpResponse<String> response = this.http.get(path + note);
			assertThat(response.statusCode()).isEqualTo(status);
			await().untilAsserted(() -> assertThat(finished()).isEqualTo(before + 1));
			return this.http.committed(note);
		}

	}

	@Nested
	class CompletedByCommit extends Requests {

		CompletedByCommit() {
			super("commit");
		}

		@ParameterizedTest
		@CsvSource({ "/entry/normal/,200", "/entry/created/,201", "/entry/redirect/,303", "/entry/redirect-view/,302",
				"/entry/send-redirect/,302", "/entry/not-modified/,304", "/entry/no-content/,204", "/entry/empty/,200",
				"/entry/forward/,200", "/entry/include/,200", "/functional/ok/,200", "/servlet/,200",
				"/write/small/,200", "/write/big/,200", "/write/stream/,200", "/write/rows/,200" })
		void aRequestThatEndsWellIsCommittedOnce(String path, int status) throws Exception {
			assertThat(request(path, status)).isOne();
		}

		@ParameterizedTest
		@CsvSource({ "/entry/exception/,500", "/entry/answered/,200", "/entry/status-exception/,409",
				"/entry/status/,418", "/entry/send-error/,409", "/entry/bad-request/,400", "/functional/bad/,400" })
		void aRequestThatEndsBadlyIsRolledBack(String path, int status) throws Exception {
			assertThat(request(path, status)).isZero();
		}

		/**
		 * A router that answers exceptions of its handlers by itself tells nobody of
		 * them.
		 */
		@ParameterizedTest
		@CsvSource({ "409,0", "200,1" })
		void ofAnExceptionThatARouterAnswersOnlyTheStatusCounts(int status, int entries) throws Exception {
			assertThat(request("/functional/answered/" + status + "/", status)).isEqualTo(entries);
		}

		@Test
		void whoeverAnswersAnExceptionFindsAUsableSession() throws Exception {
			String note = note();
			assertThat(this.http.get("/entry/aborted/" + note).body()).startsWith("backend ");
			assertThat(this.http.committed(note)).isZero();
		}

		@Test
		void anExceptionInAnIncludeLeavesTheWorkAroundItWhole() throws Exception {
			assertThat(request("/entry/included-failure/", 200)).isEqualTo(3);
		}

		@Test
		void anErrorPageHasASessionOfItsOwn() throws Exception {
			HttpResponse<String> page = this.http.get("/entry/exception/" + note() + "?query=yes");
			assertThat(page.statusCode()).isEqualTo(500);
			assertThat(page.body()).contains("scope 'GET /error (BasicErrorController.error)'");
		}

		@Test
		void theSessionIsCalledByItsHandler() throws Exception {
			assertThat(this.http.get("/entry/scope/" + note()).body())
				.isEqualTo("scope 'GET /entry/scope/{note} (EntryController.scope)'");
		}

		@ParameterizedTest
		@ValueSource(strings = { "flushed", "announced" })
		void whatIsDoneAfterTheAnswerHasLeftIsCommittedAtTheEnd(String kind) throws Exception {
			String note = note();
			assertThat(this.http.get("/write/" + kind + "/" + note).statusCode()).isEqualTo(200);
			await().untilAsserted(() -> assertThat(this.http.committed(note + "-late")).isOne());
			assertThat(this.http.committed(note)).isOne();
		}

		/**
		 * The next request of the thread would work in its transaction.
		 */
		@Test
		void aTransactionalScopeThatAHandlerLeavesOpenIsRolledBackWithTheRequest(CapturedOutput output)
				throws Exception {
			assertThat(request("/entry/left-open/", 200)).isZero();
			assertThat(output).contains("The transactional scope 'transfer', which was opened in scope "
					+ "'GET /entry/left-open/{note} (EntryController.leftOpen)', was left open and is rolled back");
		}

		@Test
		void oneThatTakesPartInTheSessionsTransactionMakesTheRequestFail() throws Exception {
			String note = note();
			assertThat(this.http.get("/entry/left-open-inside/" + note).statusCode()).isEqualTo(500);
			assertThat(this.http.committed(note)).isZero();
		}

		/**
		 * What leaves meanwhile is no end of the scope.
		 */
		@Test
		void aTransactionalScopeInTheSessionsTransactionIsRolledBackAsAWhole() throws Exception {
			String note = note();
			long before = finished();
			// The answer is cut off
			catchThrowable(() -> this.http.get("/write/flushed-in-scope/" + note));
			await().untilAsserted(() -> assertThat(finished()).isEqualTo(before + 1));
			assertThat(this.http.committed(note)).isZero();
		}

	}

	@Nested
	class CompletedByRollback extends Requests {

		CompletedByRollback() {
			super("rollback");
		}

		@ParameterizedTest
		@CsvSource({ "/entry/normal/,200", "/entry/created/,201", "/entry/redirect/,303", "/entry/redirect-view/,302",
				"/entry/send-redirect/,302", "/entry/not-modified/,304", "/entry/no-content/,204", "/entry/empty/,200",
				"/entry/forward/,200", "/entry/include/,200", "/functional/ok/,200", "/servlet/,200",
				"/write/small/,200", "/write/big/,200", "/write/stream/,200", "/write/rows/,200",
				"/entry/exception/,500", "/entry/answered/,200", "/entry/status-exception/,409", "/entry/status/,418",
				"/entry/send-error/,409", "/entry/bad-request/,400", "/functional/bad/,400" })
		void whatARequestLeavesOpenIsRolledBackOnce(String path, int status) throws Exception {
			assertThat(request(path, status)).isZero();
		}

		@ParameterizedTest
		@ValueSource(strings = { "/entry/committed/", "/write/commit-late/" })
		void whatTheApplicationCommitsStays(String path) throws Exception {
			assertThat(request(path, 200)).isOne();
		}

		@Test
		void aLostUpdateIsReportedWithItsHandler(CapturedOutput output) throws Exception {
			request("/entry/normal/", 200);
			assertThat(output).contains("scope 'GET /entry/normal/{note} (EntryController.normal)': updates were "
					+ "rolled back at the end");
		}

		@Test
		void aRequestWithoutSqlTakesNoConnection() throws Exception {
			long before = finished();
			assertThat(checkoutsOf("/entry/nothing/" + note())).isZero();
			assertThat(finished()).isEqualTo(before);
		}

		@Test
		void aStaticResourceTakesNoConnection() throws Exception {
			assertThat(checkoutsOf("/plain.txt")).isZero();
			assertThat(checkoutsOf("/entry/normal/" + note())).as("of a request with SQL").isOne();
		}

		private int checkoutsOf(String path) throws Exception {
			AtomicInteger checkouts = new AtomicInteger();
			this.http.bean(GuardedDataSource.class).addListener(new PoolListener() {

				@Override
				public void checkedOut(ConnectionRecord record) {
					checkouts.incrementAndGet();
				}

			});
			assertThat(this.http.get(path).statusCode()).isEqualTo(200);
			return checkouts.get();
		}

	}

}
