package io.github.jdbcguard.boundary;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.Borrower;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the rule about waiting while holding (B5), and for {@link NestedCheckouts}.
 */
@Timeout(30)
class NestedCheckoutTests {

	private static final BoundaryRule RULE = BoundaryRule.NESTED_CHECKOUT;

	@Test
	void anInnerTransactionThatHasToWaitIsRefused() {
		try (Scene scene = new Scene(Driver.PGJDBC, 1, Scene.only(RULE, Reaction.FAIL))) {
			scene.transaction("com.acme.OrderService.place").executeWithoutResult((outer) -> {
				new JdbcTemplate(scene.dataSource).execute("select 1");
				assertThatExceptionOfType(CannotCreateTransactionException.class)
					.isThrownBy(() -> scene.transaction("audit", TransactionDefinition.PROPAGATION_REQUIRES_NEW)
						.executeWithoutResult((inner) -> {
						}))
					.havingRootCause()
					.isInstanceOf(BoundaryViolationException.class)
					.withMessageStartingWith("nested-checkout: ")
					.withMessageContaining("has to wait for another connection of this pool while it holds #1 for ")
					.withMessageContaining("in transaction 'OrderService.place'");
			});
			assertThat(scene.seen().count(RULE)).isOne();
			assertThat(Borrower.current().scope()).isNull();
		}
	}

	@Test
	void aSecondConnectionThatIsThereAtOnceIsNotReported() throws SQLException {
		try (Scene scene = new Scene(Driver.PGJDBC, 2, Scene.only(RULE, Reaction.FAIL))) {
			for (int i = 0; i < 3; i++) {
				try (Connection first = scene.take(); Connection second = scene.take()) {
					Scene.ask(first);
					Scene.ask(second);
				}
			}
			assertThat(scene.violations).isEmpty();
		}
	}

	/**
	 * It streams to a client now, in another thread, and this one serves the next
	 * request.
	 */
	@Test
	void whatWasTakenInARequestThatTheThreadHasLeftIsNotItsOwnAnyMore() throws Exception {
		try (Scene scene = new Scene(Driver.PGJDBC, 1, Scene.only(RULE, Reaction.FAIL))) {
			scene.hikari.setConnectionTimeout(250);
			RequestBoundary streaming = RequestBoundary.begin("GET /stream");
			try (Connection streamed = scene.take()) {
				assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(scene::take);
				streaming.leave();
				RequestBoundary next = RequestBoundary.begin("GET /next");
				assertThatExceptionOfType(SQLException.class).isThrownBy(scene::take)
					.isNotInstanceOf(BoundaryViolationException.class);
				next.end();
				assertThatExceptionOfType(SQLException.class).isThrownBy(scene::take)
					.isNotInstanceOf(BoundaryViolationException.class);
				Scene.ask(streamed);
			}
			streaming.end();
			assertThat(scene.seen().count(RULE)).isOne();
		}
	}

	@Test
	void whatIsPermittedIsNotReported() throws Exception {
		try (Scene scene = new Scene(Driver.PGJDBC, 1, Scene.only(RULE, Reaction.FAIL))) {
			scene.hikari.setConnectionTimeout(250);
			try (Connection first = scene.take()) {
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> NestedCheckouts.permit(scene::take))
					.isNotInstanceOf(BoundaryViolationException.class);
				assertThat(scene.violations).isEmpty();
				assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(scene::take);
				Scene.ask(first);
			}
		}
	}

	@Test
	void whatIsPermittedComesBackAndEndsWithTheWork() throws IOException {
		String answer = NestedCheckouts.permit(() -> {
			NestedCheckouts.permit(() -> assertThat(Borrower.current().mayNest()).isTrue());
			assertThat(Borrower.current().mayNest()).isTrue();
			return read("answer");
		});
		assertThat(answer).isEqualTo("answer");
		assertThat(Borrower.current().mayNest()).isFalse();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> NestedCheckouts.permit(() -> read("")));
		assertThat(Borrower.current().mayNest()).isFalse();
	}

	private static String read(String text) throws IOException {
		if (text.isEmpty()) {
			throw new IOException("nothing to read");
		}
		return text;
	}

}
