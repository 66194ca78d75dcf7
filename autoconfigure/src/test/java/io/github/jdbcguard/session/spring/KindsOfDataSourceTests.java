package io.github.jdbcguard.session.spring;

import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sessions on the other kinds of DataSources that applications have.
 */
class KindsOfDataSourceTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	@AfterEach
	void close() {
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	@Nested
	class ALazyConnection {

		private final SessionStack stack = KindsOfDataSourceTests.this.scene.on(Driver.PGJDBC,
				new LazyConnectionDataSourceProxy(KindsOfDataSourceTests.this.scene.dataSource));

		private final SessionScene scene = KindsOfDataSourceTests.this.scene;

		@Test
		void isSharedWithTemplatesAndTransactions() {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				long session = this.stack.backend();
				assertThat(this.scene.taken()).isOne();
				assertThat(this.stack.backendOfTemplate()).isEqualTo(session);
				this.stack.inTransaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW,
						() -> assertThat(this.stack.backend()).isNotEqualTo(session));
				this.stack.book(1, 5);
				this.stack.session.commit();
				assertThat(this.scene.taken()).isZero();
			}
			assertThat(this.scene.committed(1)).isEqualTo(105);
		}

		@Test
		void isNotFetchedByATransactionInWhichNothingIsDone() {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				// The proxy looks at the first connection to learn what it begins with
				this.stack.backend();
				this.stack.session.rollback();
				AtomicInteger checkouts = new AtomicInteger();
				this.scene.dataSource.addListener(new PoolListener() {

					@Override
					public void checkedOut(ConnectionRecord record) {
						checkouts.incrementAndGet();
					}

				});
				this.stack.session.begin();
				assertThat(this.stack.session.inTransaction()).isTrue();
				assertThat(this.stack.session.needsRollback()).isFalse();
				scope.complete();
				this.stack.source.transactions(ScopeDefaults.none()).run((session) -> session.needsRollback());
				assertThat(checkouts).hasValue(0);
				this.stack.backend();
				assertThat(checkouts).hasValue(1);
			}
		}

		@Test
		void tellsOfUpdatesThatAreLost() {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				this.stack.book(1, 5);
				scope.complete();
			}
			assertThat(this.scene.sessions.counters().lost()).isOne();
		}

	}

	@Nested
	class APoolWithoutAutocommit {

		private final SessionScene scene = KindsOfDataSourceTests.this.scene;

		private final SessionStack stack = this.scene.on(Driver.PGJDBC, this.scene.dataSource);

		APoolWithoutAutocommit() {
			this.scene.hikari.setAutoCommit(false);
		}

		@Test
		void hasTransactionsOfSessions() {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				this.stack.book(1, 5);
				this.stack.session.commit();
				this.stack.book(1, 5);
				this.stack.session.rollback();
				assertThat(this.stack.session.inTransaction()).isFalse();
			}
			assertThat(this.scene.committed(1)).isEqualTo(105);
		}

		@Test
		void isNotTakenForInTransactionWhereAnotherManagersIs() {
			HikariDataSource other = new HikariDataSource();
			other.setJdbcUrl(this.scene.database.url());
			other.setUsername(this.scene.database.user());
			other.setPassword(this.scene.database.password());
			try (other) {
				SessionStack second = this.scene.on(Driver.PGJDBC, other);
				second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
					this.stack.backendOfTemplate();
					assertThatExceptionOfType(NoSessionException.class).isThrownBy(this.stack::backend)
						.withMessageContaining("'OrderService.place'");
				});
			}
		}

	}

	@Nested
	class APoolWithoutAGuard {

		private final SessionScene scene = KindsOfDataSourceTests.this.scene;

		@Test
		void hasSessionsToo() {
			try (HikariDataSource plain = new HikariDataSource()) {
				plain.setJdbcUrl(this.scene.database.url());
				plain.setUsername(this.scene.database.user());
				plain.setPassword(this.scene.database.password());
				SessionStack stack = this.scene.on(Driver.PGJDBC, plain);
				try (SessionScope scope = this.scene.sessions.open("job")) {
					long session = stack.backend();
					assertThat(stack.backendOfTemplate()).isEqualTo(session);
					stack.book(1, 5);
					assertThat(stack.session.needsRollback()).isFalse();
					stack.session.commit();
					stack.book(1, 5);
					assertThat(plain.getHikariPoolMXBean().getActiveConnections()).isOne();
				}
				assertThat(plain.getHikariPoolMXBean().getActiveConnections()).isZero();
			}
			assertThat(this.scene.committed(1)).isEqualTo(105);
		}

	}

}
