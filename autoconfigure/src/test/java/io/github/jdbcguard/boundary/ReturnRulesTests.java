package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.faults.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the rules about how a connection is given back: B3 and B9.
 */
@ParameterizedClass
@EnumSource(value = Driver.class, names = { "PGJDBC", "MARIADB" })
@Timeout(30)
class ReturnRulesTests {

	@Parameter
	private Driver driver;

	@Test
	void updatesThatAreNotCommittedAreReportedAndRolledBack() throws SQLException {
		try (Scene scene = new Scene(this.driver, 1,
				Scene.only(BoundaryRule.OPEN_TRANSACTION_ON_RETURN, Reaction.FAIL))) {
			long before = Scene.database(this.driver).number("select count(*) from ledger");
			Connection connection = scene.take();
			connection.setAutoCommit(false);
			Scene.insert(connection);
			assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(connection::close)
				.withMessageStartingWith("open-transaction-on-return: ");
			assertThat(Scene.database(this.driver).number("select count(*) from ledger")).isEqualTo(before);
			try (Connection next = scene.take()) {
				Scene.ask(next);
			}
			assertThat(scene.seen().count(BoundaryRule.OPEN_TRANSACTION_ON_RETURN)).isOne();
		}
	}

	@Test
	void aQuestionThatIsNotCommittedIsNotReported() throws SQLException {
		try (Scene scene = new Scene(this.driver, 1,
				Scene.only(BoundaryRule.OPEN_TRANSACTION_ON_RETURN, Reaction.FAIL))) {
			try (Connection connection = scene.take()) {
				connection.setAutoCommit(false);
				Scene.ask(connection);
			}
			assertThat(scene.violations).isEmpty();
		}
	}

	@Test
	void aSettingThatIsLeftChangedIsNamed() throws SQLException {
		try (Scene scene = new Scene(this.driver, 1, Scene.only(BoundaryRule.STATE_LEAK, Reaction.FAIL))) {
			Connection connection = scene.take();
			connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
			connection.setReadOnly(true);
			assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(connection::close)
				.withMessageStartingWith("state-leak: ")
				.withMessageContaining("readOnly is 'true' and was 'false'")
				.withMessageContaining("transactionIsolation is 'SERIALIZABLE' and was '");
			try (Connection next = scene.take()) {
				assertThat(next.isReadOnly()).isFalse();
				assertThat(next.getTransactionIsolation()).isNotEqualTo(Connection.TRANSACTION_SERIALIZABLE);
			}
			assertThat(scene.seen().count(BoundaryRule.STATE_LEAK)).isOne();
		}
	}

	@Test
	void aSettingThatIsBroughtBackIsNotReported() throws SQLException {
		try (Scene scene = new Scene(this.driver, 1, Scene.only(BoundaryRule.STATE_LEAK, Reaction.FAIL))) {
			try (Connection connection = scene.take()) {
				connection.setReadOnly(true);
				Scene.ask(connection);
				connection.setReadOnly(false);
				connection.setAutoCommit(false);
				Scene.ask(connection);
				connection.commit();
			}
			assertThat(scene.violations).isEmpty();
		}
	}

	@Test
	void whatSpringChangesForATransactionIsNotReported() {
		try (Scene scene = new Scene(this.driver, 2, Scene.all(Reaction.FAIL))) {
			TransactionTemplate template = scene.transaction("place");
			template.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
			template.setReadOnly(true);
			template.executeWithoutResult((status) -> {
				new JdbcTemplate(scene.dataSource).queryForObject("select 1", Integer.class);
				TransactionTemplate inner = scene.transaction("audit", TransactionDefinition.PROPAGATION_REQUIRES_NEW);
				inner.executeWithoutResult(
						(nested) -> new JdbcTemplate(scene.dataSource).update("insert into ledger values (3)"));
			});
			assertThat(scene.violations).isEmpty();
		}
	}

}
