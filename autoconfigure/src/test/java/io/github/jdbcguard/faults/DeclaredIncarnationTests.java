package io.github.jdbcguard.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

import io.github.jdbcguard.faults.Guard.OpenPool;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The application says that the process begins another life.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeclaredIncarnationTests {

	private static final int CONNECTIONS = 4;

	private final Database database = EmbeddedDatabases.postgres();

	private OpenPool pool;

	@BeforeEach
	void openPool() throws SQLException {
		this.database.execute("create table declared (number integer)");
		this.pool = Guard.AUTO.open(this.database, CONNECTIONS, (hikari) -> {
		});
		useAll();
	}

	@AfterEach
	void closePool() {
		this.pool.close();
	}

	private void declare() {
		this.pool.watch().declareNewIncarnation("restored by the platform");
	}

	private Set<Long> useAll() throws SQLException {
		Deque<Connection> connections = new ArrayDeque<>();
		Set<Long> sessions = new TreeSet<>();
		try {
			while (connections.size() < CONNECTIONS) {
				connections.push(this.pool.dataSource().getConnection());
				sessions.add(Dialect.POSTGRES.session(connections.peek()));
			}
		}
		finally {
			while (!connections.isEmpty()) {
				connections.pop().close();
			}
		}
		return sessions;
	}

	@Test
	void noConnectionFromBeforeIsHandedOutAgain() throws SQLException {
		Set<Long> before = useAll();
		declare();
		assertThat(useAll()).hasSize(CONNECTIONS).doesNotContainAnyElementsOf(before);
		try (Connection connection = this.pool.dataSource().getConnection()) {
			assertThat(connection.unwrap(Lease.class).record().incarnation().number()).isEqualTo(2);
		}
	}

	@Test
	void theIdleConnectionsAreAbandonedAndNamedInOneWarning(CapturedOutput output) throws SQLException {
		GuardedDataSource guarded = this.pool.dataSource().unwrap(GuardedDataSource.class);
		declare();
		Awaitility.await()
			.untilAsserted(() -> assertThat(guarded.snapshot().counters().abandoned()).isEqualTo(CONNECTIONS));
		Awaitility.await()
			.untilAsserted(() -> assertThat(output.getAll()
				.lines()
				.filter((line) -> line.contains("WARN"))
				.filter((line) -> line.contains("restored by the platform"))).singleElement()
				.asString()
				.contains("#1 (", "#2 (", "abandoned " + CONNECTIONS + " inherited connections"));
		String number = "select count(*) from pg_stat_activity where datname = current_database() "
				+ "and pid <> pg_backend_pid()";
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.database.number(number)).as("sessions at the server")
				.isLessThanOrEqualTo(CONNECTIONS));
	}

	@Test
	void anOpenTransactionIsNotContinued() throws SQLException {
		try (Connection connection = this.pool.dataSource().getConnection()) {
			connection.setAutoCommit(false);
			try (Statement statement = connection.createStatement()) {
				statement.execute("insert into declared values (1)");
				declare();
				assertThatExceptionOfType(ForeignTransactionException.class)
					.isThrownBy(() -> statement.execute("insert into declared values (2)"))
					.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("40003"));
			}
			assertThatExceptionOfType(ForeignTransactionException.class).isThrownBy(connection::commit);
			assertThatCode(connection::rollback).doesNotThrowAnyException();
		}
		try (Connection connection = this.pool.dataSource().getConnection()) {
			assertThat(connection.getAutoCommit()).isTrue();
			assertThat(Dialect.echo(connection, 5)).isEqualTo(5);
		}
		assertThat(this.database.number("select count(*) from declared")).isZero();
	}

}
