package io.github.jdbcguard.session.spring;

import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessWatch;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.TransactionalScope;
import io.github.jdbcguard.testing.Database;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions on a guarded pool and a real server, with a table of accounts in a database of
 * its own.
 */
final class SessionScene implements AutoCloseable {

	final Database database;

	final ProcessWatch watch = ProcessWatch.builder().start();

	final HikariDataSource hikari = new HikariDataSource();

	final GuardedHikariDataSource dataSource;

	final JdbcTransactionManager manager;

	final Sessions sessions = new Sessions(() -> this.watch);

	final SessionSource source;

	final JdbcSession session;

	final TransactionalScope transactions;

	/** A template that knows nothing of sessions. */
	final JdbcTemplate plain;

	SessionScene(Driver driver) {
		this(driver.database(), null);
	}

	/**
	 * Nothing is left of what threads were in, and no connection is out of the pool.
	 */
	void assertNothingIsLeft() {
		assertThat(this.sessions.current()).isNull();
		assertThat(this.sessions.isEmptyHere()).isTrue();
		assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
		assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
		assertThat(taken()).isZero();
	}

	/**
	 * A scene whose pool reaches the database by another URL, that of a proxy.
	 */
	SessionScene(Database database, String url) {
		this.database = database;
		createTable();
		this.hikari.setPoolName("bank");
		this.hikari.setJdbcUrl((url != null) ? url : database.url());
		this.hikari.setUsername(database.user());
		this.hikari.setPassword(database.password());
		this.hikari.setMaximumPoolSize(4);
		this.hikari.setMinimumIdle(0);
		this.hikari.setConnectionTimeout(5_000);
		this.hikari.setInitializationFailTimeout(-1);
		this.dataSource = GuardedHikariDataSource.guard(this.hikari, this.watch, PoolPolicy.defaults(), "bank");
		this.manager = new JdbcTransactionManager(this.dataSource);
		this.source = source(this.dataSource);
		this.session = this.source.session();
		this.transactions = this.source.transactions(ScopeDefaults.none());
		this.plain = new JdbcTemplate(this.dataSource);
	}

	SessionSource source(DataSource dataSource) {
		return new SessionSource(this.sessions, "bank", dataSource, () -> this.manager,
				() -> new JdbcTemplate(dataSource));
	}

	/** A stack of its own on another kind of DataSource. */
	SessionStack on(Driver driver, DataSource dataSource) {
		return new SessionStack(this.sessions, "other", driver, dataSource);
	}

	private void createTable() {
		try {
			this.database.execute("create table account (id int primary key, balance int not null)");
			this.database.execute("insert into account values (1, 100), (2, 100)");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	TransactionTemplate transaction(int propagation) {
		TransactionTemplate transaction = new TransactionTemplate(this.manager);
		transaction.setName("OrderService.place");
		transaction.setPropagationBehavior(propagation);
		return transaction;
	}

	/** Book an amount, in the session. */
	void book(int id, int amount) {
		this.session.jdbc().sql("update account set balance = balance + ? where id = ?").params(amount, id).update();
	}

	/** A balance as the session sees it. */
	int balance(int id) {
		return this.session.jdbc()
			.sql("select balance from account where id = ?")
			.param(id)
			.query(Integer.class)
			.single();
	}

	/** A balance as everybody sees it. */
	int committed(int id) {
		try {
			return (int) this.database.number("select balance from account where id = " + id);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** How many connections are out of the pool. */
	int taken() {
		return this.dataSource.snapshot().active();
	}

	@Override
	public void close() {
		this.hikari.close();
		this.watch.close();
	}

}
