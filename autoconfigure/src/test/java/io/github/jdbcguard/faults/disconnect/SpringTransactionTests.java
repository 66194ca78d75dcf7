package io.github.jdbcguard.faults.disconnect;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The server ends the session of a transaction of Spring's, and what the application sees
 * of it.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class SpringTransactionTests {

	private Database database;

	private TestPool pool;

	private AnnotationConfigApplicationContext context;

	private JdbcTemplate jdbc;

	private Ledger ledger;

	@BeforeEach
	void open() throws SQLException {
		this.database = EmbeddedDatabases.postgres();
		this.database.execute("create table ledger (number integer)");
		start(TestPool.guarded(this.database));
	}

	private void start(TestPool pool) {
		this.pool = pool;
		this.context = new AnnotationConfigApplicationContext();
		this.context.registerBean(DataSource.class, pool::dataSource);
		this.context.register(Application.class);
		this.context.refresh();
		this.jdbc = this.context.getBean(JdbcTemplate.class);
		this.ledger = this.context.getBean(Ledger.class);
	}

	@AfterEach
	void close() {
		this.context.close();
		this.pool.close();
	}

	@Test
	void withoutTheGuardTheFailingRollbackHidesTheOriginalException() {
		close();
		start(TestPool.bare(this.database, (config) -> {
		}));
		assertThatExceptionOfType(TransactionSystemException.class)
			.isThrownBy(() -> this.ledger.inTransaction(this::insertAndRunIntoTheEnd));
	}

	@Test
	void anAnnotatedMethodThrowsTheOriginalException() {
		assertThatOriginalIsThrown(() -> this.ledger.inTransaction(this::insertAndRunIntoTheEnd));
	}

	@Test
	void aTemplateThrowsTheOriginalException() {
		TransactionTemplate template = this.context.getBean(TransactionTemplate.class);
		assertThatOriginalIsThrown(() -> template.executeWithoutResult((status) -> insertAndRunIntoTheEnd(this.jdbc)));
	}

	@Test
	void whoSwallowsItIsToldAtTheNextStatement() {
		Throwable thrown = catchThrowable(() -> this.ledger.inTransaction((own) -> {
			Throwable swallowed = catchThrowable(() -> insertAndRunIntoTheEnd(own));
			assertThat(swallowed).isInstanceOf(DataAccessException.class);
			insert(own, 3);
		}));
		assertThat(thrown).isInstanceOf(DataAccessException.class);
		assertThatPendingRollbackIsNamedIn(thrown);
		assertThatNothingIsLeft();
	}

	@Test
	void whoSwallowsItAndDoesNoMoreIsToldByTheCommit() {
		Throwable thrown = catchThrowable(() -> this.ledger
			.inTransaction((own) -> assertThat(catchThrowable(() -> insertAndRunIntoTheEnd(own))).isNotNull()));
		assertThat(thrown).isInstanceOfAny(TransactionException.class, DataAccessException.class);
		assertThatPendingRollbackIsNamedIn(thrown);
		assertThatNothingIsLeft();
	}

	private void assertThatOriginalIsThrown(ThrowingCallable transaction) {
		Throwable thrown = catchThrowable(transaction);
		assertThat(thrown).isInstanceOf(DataAccessException.class);
		assertThat(Throwables.getRootCause(thrown)).isInstanceOfSatisfying(SQLException.class,
				(ex) -> assertThat(ex.getSQLState()).isEqualTo("57P01"));
		assertThat(thrown.getSuppressed()).isEmpty();
		assertThatNothingIsLeft();
	}

	private static void assertThatPendingRollbackIsNamedIn(Throwable thrown) {
		assertThat(Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)).anySatisfy((cause) -> {
			assertThat(cause).isInstanceOf(PendingRollbackException.class);
			assertThat(cause.getCause()).isInstanceOfSatisfying(SQLException.class,
					(original) -> assertThat(original.getSQLState()).isEqualTo("57P01"));
		});
	}

	private void assertThatNothingIsLeft() {
		assertThat(this.jdbc.queryForObject("select count(*) from ledger", Long.class)).isZero();
		this.ledger.inTransaction((own) -> insert(own, 9));
		assertThat(this.jdbc.queryForObject("select sum(number) from ledger", Long.class)).isEqualTo(9);
		assertThat(this.pool.snapshot().active()).isZero();
		await().until(() -> Dialect.POSTGRES.sessions(this.database) == this.pool.snapshot().total());
	}

	private void insertAndRunIntoTheEnd(JdbcTemplate jdbc) {
		insert(jdbc, 1);
		Long session = jdbc.queryForObject("select pg_backend_pid()", Long.class);
		try {
			Dialect.POSTGRES.terminate(this.database, session);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		await().until(() -> !Dialect.POSTGRES.isAlive(this.database, session));
		insert(jdbc, 2);
	}

	private static void insert(JdbcTemplate jdbc, int number) {
		jdbc.update("insert into ledger values (?)", number);
	}

	/**
	 * What an application has.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Application {

		@Bean
		JdbcTemplate jdbcTemplate(DataSource dataSource) {
			return new JdbcTemplate(dataSource);
		}

		@Bean
		DataSourceTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

		@Bean
		TransactionTemplate transactionTemplate(PlatformTransactionManager transactionManager) {
			return new TransactionTemplate(transactionManager);
		}

		@Bean
		Ledger ledger(JdbcTemplate jdbc) {
			return new Ledger(jdbc);
		}

	}

	/**
	 * A service with a transaction.
	 */
	static class Ledger {

		private final JdbcTemplate jdbc;

		Ledger(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Transactional
		void inTransaction(Consumer<JdbcTemplate> work) {
			work.accept(this.jdbc);
		}

	}

}
