package io.github.jdbcguard.sample.ledger.mistake;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What should not be done with connections. Each method ends well where the guard only
 * warns.
 */
@Component
class Mistakes {

	private static final Logger logger = LoggerFactory.getLogger(Mistakes.class);

	private static final String QUERY = "select count(*) from account";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private final TransactionTemplate job;

	private final GuardMessages messages;

	Mistakes(DataSource dataSource, JdbcClient jdbc, PlatformTransactionManager transactions, GuardMessages messages) {
		this.dataSource = dataSource;
		this.jdbc = jdbc;
		this.job = new TransactionTemplate(transactions);
		this.job.setName("nightly job");
		this.messages = messages;
	}

	/**
	 * Two threads use one connection at the same time.
	 */
	void shareBetweenThreads() throws Exception {
		try (Connection connection = this.dataSource.getConnection()) {
			CompletableFuture<?> other = CompletableFuture.runAsync(() -> queryUntilHeard(connection));
			queryUntilHeard(connection);
			other.get();
		}
	}

	private void queryUntilHeard(Connection connection) {
		while (!this.messages.isHeard()) {
			query(connection);
		}
	}

	/**
	 * A connection is used after it was given back.
	 */
	void useAfterClose() throws SQLException {
		Connection connection = this.dataSource.getConnection();
		connection.close();
		try (Statement statement = connection.createStatement()) {
			statement.execute(QUERY);
		}
		catch (SQLException ex) {
			logger.info("Of course: {}", ex.getMessage());
		}
	}

	/**
	 * An update is not committed.
	 */
	void forgetToCommit() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			try (Statement statement = connection.createStatement()) {
				statement.executeUpdate("update account set owner = 'Nobody' where account_no = '1001'");
			}
		}
	}

	/**
	 * A transaction has another thread do some of its work.
	 */
	@Transactional
	void helpWithOtherThread() throws Exception {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		CompletableFuture.runAsync(() -> query(connection)).get();
	}

	/**
	 * A job takes a connection past its transaction, and does not give it back.
	 */
	void forgetToClose() throws Exception {
		Connection leaked = CompletableFuture.supplyAsync(() -> this.job.execute((status) -> take())).get();
		this.messages.awaitAny();
		leaked.close();
	}

	/**
	 * All connections are taken, and somebody who has one waits for another.
	 */
	void waitWhileHolding() throws Exception {
		int others = this.dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize() - 1;
		CountDownLatch taken = new CountDownLatch(1);
		try (Connection first = this.dataSource.getConnection()) {
			CompletableFuture<?> busy = CompletableFuture.runAsync(() -> holdUntilHeard(others, taken));
			taken.await();
			try (Connection second = this.dataSource.getConnection()) {
				query(second);
			}
			busy.get();
		}
	}

	private void holdUntilHeard(int number, CountDownLatch taken) {
		List<Connection> held = new ArrayList<>();
		try {
			for (int i = 0; i < number; i++) {
				held.add(take());
			}
			taken.countDown();
			this.messages.awaitAny();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			taken.countDown();
			held.forEach(JdbcUtils::closeConnection);
		}
	}

	/**
	 * A connection is held while nothing is done with it.
	 */
	void holdForLong() throws Exception {
		try (Connection connection = this.dataSource.getConnection()) {
			query(connection);
			callSomebody();
		}
	}

	/**
	 * A transaction waits for somebody else.
	 */
	@Transactional
	void callSomebodyInTransaction() throws Exception {
		this.jdbc.sql(QUERY).query(Long.class).single();
		callSomebody();
	}

	/**
	 * What might be a remote call: it sleeps on purpose, until the guard has noticed.
	 */
	private void callSomebody() throws InterruptedException {
		for (int i = 0; i < 1000 && !this.messages.isHeard(); i++) {
			Thread.sleep(10);
		}
	}

	/**
	 * A setting is changed, and not changed back.
	 */
	void leaveIsolationChanged() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
			query(connection);
		}
	}

	/**
	 * A statement runs in no transaction.
	 */
	void forgetTransaction() {
		this.jdbc.sql(QUERY).query(Long.class).single();
	}

	private Connection take() {
		try {
			return this.dataSource.getConnection();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void query(Connection connection) {
		try (Statement statement = connection.createStatement()) {
			statement.execute(QUERY);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
