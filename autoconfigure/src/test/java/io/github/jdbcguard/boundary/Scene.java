package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessWatch;
import io.github.jdbcguard.testing.Database;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A pool with rules, on a real server, and a transaction manager whose transactions are
 * known. One reaction holds for all rules but where another is given.
 */
final class Scene implements AutoCloseable {

	private static final Map<Driver, Database> databases = new EnumMap<>(Driver.class);

	final List<Violation> violations = new CopyOnWriteArrayList<>();

	final BoundaryGuard guard;

	final ProcessWatch watch = ProcessWatch.builder().start();

	final HikariDataSource hikari;

	final GuardedHikariDataSource dataSource;

	final JdbcTransactionManager transactions;

	Scene(Driver driver, int connections, BoundaryPolicy policy) {
		this(driver, connections, policy, new LogLimit(Reporter.PLACES, Reporter.EVERY, System::nanoTime));
	}

	Scene(Driver driver, int connections, BoundaryPolicy policy, LogLimit limit) {
		this.guard = new BoundaryGuard(List.of(this.violations::add), limit);
		this.hikari = pool(database(driver), connections);
		this.dataSource = guard(this.hikari, policy);
		this.transactions = new JdbcTransactionManager(this.dataSource);
		this.transactions.addListener(new TransactionBoundaries());
	}

	GuardedHikariDataSource guard(HikariDataSource pool, BoundaryPolicy policy) {
		return GuardedHikariDataSource.guard(pool, this.watch, PoolPolicy.defaults(),
				(guarded) -> this.guard.watch(guarded, policy), null);
	}

	static HikariDataSource pool(Database database, int connections) {
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName("bank");
		pool.setJdbcUrl(database.url());
		pool.setUsername(database.user());
		pool.setPassword(database.password());
		pool.setMaximumPoolSize(connections);
		pool.setMinimumIdle(0);
		pool.setConnectionTimeout(5_000);
		pool.setInitializationFailTimeout(-1);
		return pool;
	}

	/**
	 * One for all scenes.
	 */
	static synchronized Database database(Driver driver) {
		return databases.computeIfAbsent(driver, (missing) -> {
			try {
				Database database = driver.database();
				database.execute("create table ledger (number integer)");
				return database;
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	static BoundaryPolicy all(Reaction reaction) {
		return all(reaction, Duration.ofMinutes(5), false);
	}

	static BoundaryPolicy all(Reaction reaction, Duration thresholds, boolean stackTraces) {
		Map<BoundaryRule, Reaction> reactions = new EnumMap<>(BoundaryRule.class);
		for (BoundaryRule rule : BoundaryRule.values()) {
			reactions.put(rule, reaction);
		}
		return new BoundaryPolicy(reactions, thresholds, thresholds, stackTraces);
	}

	static BoundaryPolicy only(BoundaryRule rule, Reaction reaction) {
		return only(rule, reaction, Duration.ofMinutes(5));
	}

	static BoundaryPolicy only(BoundaryRule rule, Reaction reaction, Duration thresholds) {
		Map<BoundaryRule, Reaction> reactions = new EnumMap<>(all(Reaction.IGNORE).reactions());
		reactions.put(rule, reaction);
		return new BoundaryPolicy(reactions, thresholds, thresholds, false);
	}

	Connection take() throws SQLException {
		return this.dataSource.getConnection();
	}

	TransactionTemplate transaction(String name) {
		return transaction(name, TransactionDefinition.PROPAGATION_REQUIRED);
	}

	TransactionTemplate transaction(String name, int propagation) {
		TransactionTemplate template = new TransactionTemplate(this.transactions);
		template.setName(name);
		template.setPropagationBehavior(propagation);
		return template;
	}

	PoolViolations seen() {
		PoolViolations violations = this.guard.violations(this.dataSource);
		if (violations == null) {
			throw new IllegalStateException("The pool is not watched over");
		}
		return violations;
	}

	static void ask(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("select 1")) {
			result.next();
		}
	}

	static void insert(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate("insert into ledger values (1)");
		}
	}

	@Override
	public void close() {
		this.dataSource.close();
		this.guard.close();
		this.watch.close();
	}

}
