package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolListener.Verdict;
import io.github.jdbcguard.pool.PoolPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Who decides what a failure says of its connection, and of the siblings (D2). Each time
 * a sibling lies idle whose session has ended: it shows whether siblings are pinged, for
 * then it is replaced before anybody gets it. The server raises the errors and lives on,
 * so that it shows whether the connection was thrown away.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class VerdictTests {

	private static final String DISCONNECT = raising("08006");

	private static final String UNIQUE_VIOLATION = raising("23505");

	private PoolFixture pool;

	private Connection connection;

	private long backend;

	private long sibling;

	private static String raising(String state) {
		return "do $$ begin raise exception 'raised' using errcode = '" + state + "'; end $$";
	}

	private void open(Consumer<HikariConfig> customizer) throws SQLException {
		// No connection is pinged because it was idle
		this.pool = new PoolFixture(PoolPolicy.builder().pingAfterIdle(Duration.ofMinutes(1)).build(), customizer);
		this.connection = this.pool.dataSource.getConnection();
		this.backend = PoolFixture.backend(this.connection);
		this.sibling = this.pool.backend();
		this.pool.database.number("select count(pg_terminate_backend(" + this.sibling + "))");
		await().until(() -> !this.pool.isAlive(this.sibling));
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	private void fail(String sql) {
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> {
			try (Statement statement = this.connection.createStatement()) {
				statement.execute(sql);
			}
		}).withMessageContaining("raised");
	}

	private void assertThatTheConnectionIsKept() throws SQLException {
		assertThat(PoolFixture.backend(this.connection)).isEqualTo(this.backend);
	}

	private void assertThatTheConnectionIsThrownAway() {
		assertThat(this.connection).satisfies((lost) -> assertThat(lost.isClosed()).isTrue());
		assertThat(this.pool.dataSource.snapshot().counters().invalidated()).isEqualTo(1);
		await().until(() -> !this.pool.isAlive(this.backend));
	}

	private void assertThatSiblingsArePinged() throws SQLException {
		assertThat(this.pool.backend()).isNotEqualTo(this.sibling);
	}

	private void assertThatSiblingsAreTrusted() {
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> this.pool.backend());
	}

	@Nested
	class WithoutAnOpinion {

		@Test
		void aDisconnectCostsTheConnectionAndMakesSuspectsOfItsSiblings() throws SQLException {
			open((config) -> {
			});
			fail(DISCONNECT);
			assertThatTheConnectionIsThrownAway();
			assertThatSiblingsArePinged();
		}

		@Test
		void anyOtherErrorSaysNothing() throws SQLException {
			open((config) -> {
			});
			fail(UNIQUE_VIOLATION);
			assertThatSiblingsAreTrusted();
			assertThatTheConnectionIsKept();
		}

	}

	@Nested
	class AListener {

		private void open(Verdict verdict) throws SQLException {
			VerdictTests.this.open((config) -> {
			});
			VerdictTests.this.pool.dataSource.addListener(new Judge(verdict));
		}

		@Test
		void savesAConnectionFromADisconnect() throws SQLException {
			open(Verdict.ALIVE);
			fail(DISCONNECT);
			assertThatSiblingsAreTrusted();
			assertThatTheConnectionIsKept();
		}

		@Test
		void savesTheSiblings() throws SQLException {
			open(Verdict.LOST);
			fail(DISCONNECT);
			assertThatTheConnectionIsThrownAway();
			assertThatSiblingsAreTrusted();
		}

		@Test
		void takesAnErrorOfTheApplicationForADisconnect() throws SQLException {
			open(Verdict.LOST_AND_SIBLINGS_SUSPECT);
			fail(UNIQUE_VIOLATION);
			assertThatTheConnectionIsThrownAway();
			assertThatSiblingsArePinged();
		}

		@Test
		void decidesAloneIfItIsTheFirstWithAnOpinion() throws SQLException {
			open(Verdict.LOST);
			VerdictTests.this.pool.dataSource.addListener(new Judge(Verdict.LOST_AND_SIBLINGS_SUSPECT));
			fail(UNIQUE_VIOLATION);
			assertThatTheConnectionIsThrownAway();
			assertThatSiblingsAreTrusted();
		}

		@Test
		void thatFailsHasNoOpinion() throws SQLException {
			VerdictTests.this.open((config) -> {
			});
			VerdictTests.this.pool.dataSource.addListener(new PoolListener() {
				@Override
				public Verdict failed(ConnectionRecord record, SQLException failure, Verdict proposed) {
					throw new AssertionError("broken listener");
				}
			});
			VerdictTests.this.pool.dataSource.addListener(new Judge(Verdict.LOST));
			fail(UNIQUE_VIOLATION);
			assertThatTheConnectionIsThrownAway();
		}

	}

	@Nested
	class AnExceptionOverrideOfHikari {

		private void open(SQLExceptionOverride.Override verdict) throws SQLException {
			VerdictTests.this.open((config) -> config.setExceptionOverride(new SQLExceptionOverride() {
				@java.lang.Override
				public Override adjudicate(SQLException failure) {
					return verdict;
				}
			}));
		}

		@Test
		void savesAConnectionFromADisconnect() throws SQLException {
			open(SQLExceptionOverride.Override.DO_NOT_EVICT);
			fail(DISCONNECT);
			assertThatSiblingsAreTrusted();
			assertThatTheConnectionIsKept();
		}

		@Test
		void costsAConnectionForAnErrorOfTheApplication() throws SQLException {
			open(SQLExceptionOverride.Override.MUST_EVICT);
			fail(UNIQUE_VIOLATION);
			assertThatTheConnectionIsThrownAway();
			assertThatSiblingsAreTrusted();
		}

		@Test
		void isOverruledByAListener() throws SQLException {
			open(SQLExceptionOverride.Override.MUST_EVICT);
			VerdictTests.this.pool.dataSource.addListener(new Judge(Verdict.ALIVE));
			fail(UNIQUE_VIOLATION);
			assertThatTheConnectionIsKept();
		}

	}

	/**
	 * Has one opinion on everything that the server raises.
	 */
	private record Judge(Verdict verdict) implements PoolListener {

		@Override
		public Verdict failed(ConnectionRecord record, SQLException failure, Verdict proposed) {
			return failure.getMessage().contains("raised") ? this.verdict : proposed;
		}

	}

}
