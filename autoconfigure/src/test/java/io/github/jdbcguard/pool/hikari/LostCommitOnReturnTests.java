package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where a transaction is committed when its connection comes back, the borrower is told
 * when there is no connection any more on which that could be done.
 */
class LostCommitOnReturnTests {

	private PoolFixture pool;

	private Connection connection;

	@BeforeEach
	void open() throws SQLException {
		this.pool = new PoolFixture(PoolPolicy.builder().resetOnReturn(ResetOnReturn.COMMIT).build(), (config) -> {
		});
		this.connection = this.pool.dataSource.getConnection();
		this.connection.setAutoCommit(false);
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	private void work() throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute("select 1");
		}
	}

	@Test
	void afterTheProcessHasBegunAnotherLife() throws SQLException {
		work();
		this.pool.watch.declareNewIncarnation("test");
		assertThatExceptionOfType(ForeignTransactionException.class).isThrownBy(this.connection::close);
		assertThatCode(this.connection::close).doesNotThrowAnyException();
		assertThat(this.pool.dataSource.snapshot().active()).isZero();
	}

	@Test
	void afterThePoolWasClosed() throws SQLException {
		work();
		this.pool.close();
		assertThatExceptionOfType(SQLException.class).isThrownBy(this.connection::close)
			.withMessageContaining("not committed");
		assertThatCode(this.connection::close).doesNotThrowAnyException();
	}

	@Test
	void butNotWhereThereWasNothingToCommit() {
		this.pool.watch.declareNewIncarnation("test");
		assertThatCode(this.connection::close).doesNotThrowAnyException();
		assertThat(this.pool.dataSource.snapshot().active()).isZero();
	}

}
