package io.github.jdbcguard.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolSnapshot;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessWatch;
import io.github.jdbcguard.testing.Database;
import org.awaitility.Awaitility;

/**
 * A pool with faults before it: guarded, or bare to show the damage. Thread-safe.
 */
public final class TestPool implements AutoCloseable {

	private final Dialect dialect;

	private final HikariDataSource dataSource;

	private final ProcessWatch watch;

	private TestPool(Dialect dialect, HikariDataSource dataSource, ProcessWatch watch) {
		this.dialect = dialect;
		this.dataSource = dataSource;
		this.watch = watch;
	}

	/**
	 * Make a pool of HikariCP, of 10 connections that are opened when they are needed.
	 * @param database the database
	 * @param customizer sets what else there is to set
	 * @return the pool
	 */
	public static TestPool bare(Database database, Consumer<HikariConfig> customizer) {
		return new TestPool(Dialect.of(database.url()), hikari(database, customizer), null);
	}

	/**
	 * Make a guarded pool, otherwise like the bare one.
	 * @param database the database
	 * @param policy the policy
	 * @param customizer sets what else there is to set
	 * @return the pool
	 */
	public static TestPool guarded(Database database, PoolPolicy policy, Consumer<HikariConfig> customizer) {
		return guarded(database, policy, (pool) -> LeaseWatch.NONE, customizer);
	}

	/**
	 * Make a guarded pool with rules for its borrowers.
	 * @param database the database
	 * @param policy the policy
	 * @param rules gives what decides about the borrowers
	 * @param customizer sets what else there is to set
	 * @return the pool
	 */
	public static TestPool guarded(Database database, PoolPolicy policy,
			Function<? super GuardedDataSource, LeaseWatch> rules, Consumer<HikariConfig> customizer) {
		ProcessWatch watch = ProcessWatch.builder().start();
		HikariDataSource hikari = hikari(database, customizer);
		return new TestPool(Dialect.of(database.url()),
				GuardedHikariDataSource.guard(hikari, watch, policy, rules, "dataSource"), watch);
	}

	/**
	 * Make a guarded pool with the default policy.
	 * @param database the database
	 * @return the pool
	 */
	public static TestPool guarded(Database database) {
		return guarded(database, PoolPolicy.defaults(), (config) -> {
		});
	}

	private static HikariDataSource hikari(Database database, Consumer<HikariConfig> customizer) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(database.url());
		pool.setUsername(database.user());
		pool.setPassword(database.password());
		pool.setMaximumPoolSize(10);
		pool.setMinimumIdle(0);
		pool.setConnectionTimeout(20_000);
		// No connection that is only opened to see whether one can be
		pool.setInitializationFailTimeout(-1);
		customizer.accept(pool);
		return pool;
	}

	/**
	 * Let some time pass.
	 * @param time the time
	 */
	public static void pause(Duration time) {
		Awaitility.await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
	}

	/**
	 * Leave the connections alone for longer than HikariCP trusts them unasked.
	 */
	public static void idle() {
		pause(Duration.ofMillis(700));
	}

	/**
	 * The pool as applications see it.
	 * @return the pool
	 */
	public HikariDataSource dataSource() {
		return this.dataSource;
	}

	/**
	 * The pool as it is guarded.
	 * @return the pool
	 */
	public GuardedDataSource guarded() {
		return (GuardedHikariDataSource) this.dataSource;
	}

	/**
	 * What the guarded pool holds.
	 * @return the snapshot
	 */
	public PoolSnapshot snapshot() {
		return guarded().snapshot();
	}

	/**
	 * What happened in the guarded pool.
	 * @return the counters
	 */
	public PoolSnapshot.Counters counters() {
		return snapshot().counters();
	}

	/**
	 * Take a connection.
	 * @return the connection
	 * @throws SQLException if there is none to be had
	 */
	public Connection take() throws SQLException {
		return this.dataSource.getConnection();
	}

	/**
	 * Take a connection, have the server answer, and give it back.
	 * @return the session of the connection
	 * @throws SQLException if the server does not answer
	 */
	public long session() throws SQLException {
		try (Connection connection = take()) {
			return this.dialect.session(connection);
		}
	}

	/**
	 * Take connections, one after the other and all at the same time, have the server
	 * answer on each, and give them back.
	 * @param count how many
	 * @return their sessions
	 * @throws SQLException if the server does not answer
	 */
	public List<Long> sessions(int count) throws SQLException {
		List<Long> sessions = new ArrayList<>();
		holding(count, (connection) -> sessions.add(this.dialect.session(connection)));
		return sessions;
	}

	/**
	 * Take connections, do nothing with them, and give them back.
	 * @param count how many
	 * @throws SQLException if there are not as many
	 */
	public void touch(int count) throws SQLException {
		holding(count, (connection) -> {
		});
	}

	private void holding(int count, Use use) throws SQLException {
		Deque<Connection> connections = new ArrayDeque<>();
		try {
			while (connections.size() < count) {
				connections.push(take());
				use.of(connections.peek());
			}
		}
		finally {
			while (!connections.isEmpty()) {
				connections.pop().close();
			}
		}
	}

	@Override
	public void close() {
		this.dataSource.close();
		if (this.watch != null) {
			this.watch.close();
		}
	}

	/**
	 * What is done with a connection.
	 */
	@FunctionalInterface
	private interface Use {

		void of(Connection connection) throws SQLException;

	}

}
