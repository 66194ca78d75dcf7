package io.github.jdbcguard.session.spring;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results that are read as streams keep their transaction open.
 */
class SessionStreamTests {

	private static final String MANY = "select * from generate_series(1, 1000)";

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	@AfterEach
	void close() {
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	@Test
	void aScopeIsBusyWhileOneIsOpen() {
		JdbcSession session = this.scene.session;
		for (Supplier<Stream<Integer>> query : List.<Supplier<Stream<Integer>>>of(
				() -> session.operations().queryForStream(MANY, (row, number) -> row.getInt(1)),
				() -> session.jdbc().sql(MANY).query(Integer.class).stream(),
				() -> session.jdbc().sql(MANY).withFetchSize(10).query(Integer.class).stream())) {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				assertThat(scope.isBusy()).isFalse();
				try (Stream<Integer> stream = query.get()) {
					Iterator<Integer> numbers = stream.iterator();
					assertThat(numbers.next()).isOne();
					assertThat(scope.isBusy()).isTrue();
					assertThat(this.scene.taken()).isOne();
				}
				assertThat(scope.isBusy()).isFalse();
				session.commit();
			}
		}
	}

	@Test
	void withoutATransactionTheConnectionIsTakenUntilItIsClosed() {
		try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.ROLLBACK, SessionMode.NONE)) {
			try (Stream<Integer> stream = this.scene.session.jdbc().sql(MANY).query(Integer.class).stream()) {
				assertThat(this.scene.taken()).isOne();
				assertThat(stream.count()).isEqualTo(1000);
			}
			assertThat(this.scene.taken()).isZero();
		}
	}

	@Test
	void oneThatIsNeverClosedDoesNotKeepTheScopeFromEnding() {
		try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
			this.scene.book(1, 5);
			this.scene.session.jdbc().sql(MANY).withFetchSize(10).query(Integer.class).stream();
			scope.complete();
			assertThat(scope.isBusy()).isFalse();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

}
