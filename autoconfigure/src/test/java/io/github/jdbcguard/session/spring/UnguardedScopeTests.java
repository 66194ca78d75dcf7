package io.github.jdbcguard.session.spring;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.SessionCounters;
import io.github.jdbcguard.session.TransactionOutcomeUnknownException;
import io.github.jdbcguard.session.TransactionalScope;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Transactional scopes on a pool that is not guarded, and says nothing of what it has
 * lost.
 */
@Timeout(30)
class UnguardedScopeTests {

	private final AtomicInteger runs = new AtomicInteger();

	private final Sessions sessions = new Sessions(ProcessMonitor::none);

	private final HikariDataSource pool = new HikariDataSource();

	private Database database;

	private FaultProxy proxy;

	private TransactionalScope retried;

	static Arguments[] pools() {
		return new Arguments[] { Arguments.of(Driver.PGJDBC, true), Arguments.of(Driver.PGJDBC, false),
				Arguments.of(Driver.MARIADB, true), Arguments.of(Driver.MARIADB, false),
				Arguments.of(Driver.CONNECTOR_J, true) };
	}

	private void start(Driver driver, boolean translating) throws SQLException {
		this.database = driver.database();
		this.database.execute("create table account (id int primary key, balance int not null)");
		this.database.execute("insert into account values (1, 100)");
		this.proxy = FaultProxy.before(this.database);
		this.pool.setJdbcUrl(this.proxy.database().url());
		this.pool.setUsername(this.database.user());
		this.pool.setPassword(this.database.password());
		DataSourceTransactionManager manager = translating ? new JdbcTransactionManager(this.pool)
				: new DataSourceTransactionManager(this.pool);
		SessionSource source = new SessionSource(this.sessions, "bank", this.pool, () -> manager,
				() -> new JdbcTemplate(this.pool));
		this.retried = source.transactions(ScopeDefaults.none()).retry(2);
	}

	@AfterEach
	void close() throws IOException {
		assertThat(this.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
		this.pool.close();
		this.proxy.close();
	}

	private long balance() throws SQLException {
		return this.database.number("select balance from account where id = 1");
	}

	private void bookAnd(JdbcSession session, Runnable fault) {
		session.jdbc().sql("update account set balance = balance + 5 where id = 1").update();
		if (this.runs.incrementAndGet() == 1) {
			fault.run();
		}
	}

	@ParameterizedTest
	@MethodSource("pools")
	void aCommitWithoutAnAnswerIsNeverDoneAgain(Driver driver, boolean translating) throws SQLException {
		start(driver, translating);
		assertThatExceptionOfType(TransactionOutcomeUnknownException.class)
			.isThrownBy(() -> this.retried.run((session) -> bookAnd(session, () -> this.proxy.cutAfter("COMMIT"))));
		assertThat(this.runs).hasValue(1);
		assertThat(balance()).isEqualTo(105);
		assertThat(this.sessions.counters()).isEqualTo(new SessionCounters(0, 0, 0, 0, 1, 0));
	}

	/**
	 * Nobody knows whose connection it was.
	 */
	@ParameterizedTest
	@MethodSource("pools")
	void aConnectionThatWasLostIsNoReasonToDoItAgain(Driver driver, boolean translating) throws SQLException {
		start(driver, translating);
		assertThat(catchThrowable(() -> this.retried.run((session) -> {
			bookAnd(session, this.proxy::cut);
			bookAnd(session, () -> {
			});
		}))).isInstanceOf(DataAccessException.class);
		assertThat(this.runs).hasValue(1);
		assertThat(balance()).isEqualTo(100);
	}

	@ParameterizedTest
	@MethodSource("pools")
	void aConflictIsDoneAgain(Driver driver, boolean translating) throws SQLException {
		start(driver, translating);
		String conflict = (driver == Driver.PGJDBC)
				? "do $$ begin raise exception 'conflict' using errcode = '40001'; end $$"
				: "signal sqlstate '40001' set mysql_errno = 1213, message_text = 'conflict'";
		this.retried.run((session) -> bookAnd(session, () -> session.operations().execute(conflict)));
		assertThat(this.runs).hasValue(2);
		assertThat(balance()).isEqualTo(105);
	}

	@ParameterizedTest
	@MethodSource("pools")
	void aCommitThatIsRefusedIsNotUnknown(Driver driver, boolean translating) throws SQLException {
		start(driver, translating);
		IllegalStateException failure = new IllegalStateException("no");
		assertThat(catchThrowable(() -> this.retried.run((session) -> bookAnd(session, () -> {
			throw failure;
		})))).isSameAs(failure);
		if (driver == Driver.PGJDBC) {
			this.database.execute("create table parent (id int primary key)");
			this.database.execute("create table child (parent int references parent deferrable initially deferred)");
			assertThat(catchThrowable(
					() -> this.retried.run((session) -> session.jdbc().sql("insert into child values (1)").update())))
				.isNotInstanceOf(TransactionOutcomeUnknownException.class)
				.isNotNull();
			assertThat(this.sessions.counters()).isEqualTo(new SessionCounters(0, 1, 0, 1, 0, 0));
		}
		assertThat(balance()).isEqualTo(100);
	}

}
