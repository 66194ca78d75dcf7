package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The only connection is thrown away while somebody waits for it. HikariCP opens another
 * only when somebody begins to wait, or to have its minimum idle: who waits already has
 * nothing to hope for.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class WaitingBorrowerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final Duration AT_ONCE = Duration.ofSeconds(1);

	private final Database database = EmbeddedDatabases.postgres();

	private static void single(HikariConfig config) {
		config.setMaximumPoolSize(1);
		config.setConnectionTimeout(TIMEOUT.toMillis());
	}

	@Test
	void withoutTheGuardIsNotServed() throws Exception {
		try (TestPool bare = TestPool.bare(this.database, WaitingBorrowerTests::single)) {
			CompletableFuture<Long> waiting = waitWhile(bare, End.SESSION_LOST);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(waiting::join)
				.withCauseInstanceOf(SQLTransientConnectionException.class);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isServedAtOnce(End end) throws Exception {
		PoolPolicy policy = PoolPolicy.builder().reuse(end != End.USED_ONCE).build();
		try (TestPool pool = TestPool.guarded(this.database, policy, WaitingBorrowerTests::single)) {
			CompletableFuture<Long> waiting = waitWhile(pool, end);
			long start = System.nanoTime();
			assertThat(waiting.get(TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS)).isPositive();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
			await().untilAsserted(() -> assertThat(pool.snapshot().active()).isZero());
		}
	}

	/**
	 * Have somebody wait for the connection, and end it.
	 * @return the session of who waited
	 */
	private CompletableFuture<Long> waitWhile(TestPool pool, End end) throws SQLException {
		Connection connection = pool.take();
		CompletableFuture<Long> waiting = new CompletableFuture<>();
		Thread waiter = new Thread(() -> {
			try {
				waiting.complete(pool.session());
			}
			catch (SQLException ex) {
				waiting.completeExceptionally(ex);
			}
		});
		waiter.setDaemon(true);
		waiter.start();
		await().until(() -> pool.dataSource().getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
		end.of(connection, pool, this.database);
		return waiting;
	}

	/**
	 * How a connection is thrown away.
	 */
	private enum End {

		SESSION_LOST {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				try (connection; Statement statement = connection.createStatement()) {
					Dialect.POSTGRES.terminate(database, Dialect.POSTGRES.session(connection));
					assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("select 1"));
				}
			}
		},
		TRANSACTION_LOST {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				connection.setAutoCommit(false);
				Dialect.POSTGRES.terminate(database, Dialect.POSTGRES.session(connection));
				connection.close();
			}
		},
		INVALIDATED {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				connection.unwrap(Lease.class).invalidate();
				connection.close();
			}
		},
		DETACHED {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				connection.unwrap(Lease.class).detach();
			}
		},
		ABORTED {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				connection.abort(Runnable::run);
			}
		},
		RETIRED {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				pool.guarded().retireAll();
				connection.close();
			}
		},
		DISPOSED {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				pool.guarded().dispose();
				connection.close();
			}
		},
		EVICTED {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				pool.dataSource().evictConnection(connection);
				connection.close();
			}
		},
		USED_ONCE {
			@Override
			void of(Connection connection, TestPool pool, Database database) throws SQLException {
				connection.close();
			}
		};

		abstract void of(Connection connection, TestPool pool, Database database) throws SQLException;

	}

}
