package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.Borrower;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestBoundary}.
 */
@Timeout(30)
class RequestBoundaryTests {

	private final ExecutorService other = Executors.newSingleThreadExecutor((work) -> new Thread(work, "async"));

	private final Scene scene = new Scene(Driver.PGJDBC, 3, Scene.only(BoundaryRule.LEAKED_LEASE, Reaction.FAIL));

	@AfterEach
	void close() throws Exception {
		assertThat(Borrower.current().scope()).isNull();
		assertThat(this.other.submit(TransactionBoundaries::current).get()).isNull();
		this.other.shutdownNow();
		this.scene.close();
	}

	@Test
	void aThreadIsInARequestFromItsBeginToItsEnd() {
		RequestBoundary request = RequestBoundary.begin("GET /");
		assertThat(Borrower.current().scope()).isSameAs(request);
		request.end();
		request.end();
		request.enter();
		assertThat(Borrower.current().scope()).isNull();
	}

	@Test
	void anotherThreadGoesOnWithIt() throws Exception {
		RequestBoundary request = RequestBoundary.begin("GET /async");
		request.leave();
		assertThat(Borrower.current().scope()).isNull();
		Connection leaked = this.other.submit(() -> {
			request.enter();
			request.enter();
			assertThat(Borrower.current().scope()).isSameAs(request);
			Connection connection = this.scene.take();
			request.leave();
			request.leave();
			assertThat(Borrower.current().scope()).isNull();
			return connection;
		}).get();
		assertThat(this.scene.violations).isEmpty();
		request.enter();
		request.end();
		assertThat(this.scene.violations).singleElement()
			.satisfies((violation) -> assertThat(violation.borrower()).isEqualTo("async"));
		assertThat(leaked.isClosed()).isTrue();
	}

	@Test
	void aTransactionThatGoesOnAfterTheRequestKeepsItsConnection() throws Exception {
		RequestBoundary request = RequestBoundary.begin("GET /timeout");
		request.leave();
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		Future<?> worker = this.other.submit(() -> {
			request.enter();
			this.scene.transaction("slow").executeWithoutResult((status) -> {
				JdbcTemplate jdbc = new JdbcTemplate(this.scene.dataSource);
				jdbc.execute("select 1");
				working.countDown();
				await(ended);
				jdbc.execute("select 1");
			});
			request.leave();
		});
		working.await();
		request.end();
		Awaitility.await()
			.during(Duration.ofMillis(1200))
			.atMost(Duration.ofSeconds(4))
			.until(this.scene.violations::isEmpty);
		ended.countDown();
		worker.get();
		assertThat(this.scene.violations).isEmpty();
		assertThat(this.scene.dataSource.snapshot().active()).isZero();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void aThreadThatForgetsToLeaveIsNotInItAfterItsEnd() throws Exception {
		RequestBoundary request = RequestBoundary.begin("GET /");
		this.other.submit(request::enter).get();
		request.end();
		this.other.submit(() -> {
			for (int i = 0; i < 2; i++) {
				try (Connection connection = this.scene.take()) {
					Scene.ask(connection);
				}
				assertThat(Borrower.current().scope()).isNull();
			}
			return true;
		}).get();
	}

	@Test
	void aRequestInsideOfATransactionComesBackToIt() throws SQLException {
		this.scene.transaction("test").executeWithoutResult((status) -> {
			Object around = Borrower.current().scope();
			RequestBoundary request = RequestBoundary.begin("GET /");
			request.leave();
			assertThat(Borrower.current().scope()).isSameAs(around);
			request.end();
			assertThat(Borrower.current().scope()).isSameAs(around);
		});
	}

}
