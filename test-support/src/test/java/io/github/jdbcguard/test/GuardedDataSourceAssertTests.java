package io.github.jdbcguard.test;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.boundary.BoundaryRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link GuardedDataSourceAssert}.
 */
@Timeout(30)
class GuardedDataSourceAssertTests {

	private final Branch branch = Branch.withRules();

	@AfterEach
	void close() {
		this.branch.close();
	}

	@Test
	void nothingIsLeftOfWhatWasDoneProperly() throws SQLException {
		this.branch.take().close();
		JdbcGuardAssertions.assertThat(new DelegatingDataSource(this.branch.dataSource))
			.hasNoOpenLeases()
			.hasNoViolations();
	}

	@Test
	void anOpenLeaseIsNamed() throws SQLException {
		try (Connection connection = this.branch.take()) {
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(
						() -> JdbcGuardAssertions.assertThat(this.branch.dataSource).as("after work").hasNoOpenLeases())
				.withMessageStartingWith("[after work] 1 connection not given back:")
				.withMessageContaining("GuardedDataSourceAssertTests.anOpenLeaseIsNamed(");
		}
	}

	@Test
	void violationsAreCountedAndNamedUnlessTheyAreTolerated() throws SQLException {
		this.branch.leaveReadOnly();
		this.branch.leaveReadOnly();
		this.branch.useClosed();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> JdbcGuardAssertions.assertThat(this.branch.dataSource).hasNoViolations())
			.withMessageStartingWith("branch has violations: 1 of use-after-close, 2 of state-leak.")
			.withMessageContaining("state-leak: thread 'main' gives a connection back with changed settings");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> JdbcGuardAssertions.assertThat(this.branch.dataSource)
				.hasNoViolationsExcept(BoundaryRule.STATE_LEAK))
			.withMessageStartingWith("branch has violations: 1 of use-after-close.")
			.withMessageNotContaining("state-leak");
		JdbcGuardAssertions.assertThat(this.branch.dataSource)
			.hasNoViolationsExcept(BoundaryRule.STATE_LEAK, BoundaryRule.USE_AFTER_CLOSE);
	}

	@Test
	void whereNoRuleIsLookedAfterNoneIsBroken() throws SQLException {
		try (Branch other = Branch.withoutRules()) {
			other.leaveReadOnly();
			JdbcGuardAssertions.assertThat(other.dataSource).hasNoViolations();
		}
	}

	@Test
	void whatIsNotGuardedFails() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> JdbcGuardAssertions.assertThat(new SimpleDriverDataSource()))
			.withMessageContaining(" is not guarded. Only HikariCP's pools are");
	}

}
