package io.github.jdbcguard.autoconfigure;

import java.sql.SQLException;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.TransactionalScope;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the properties of sessions and scopes do, and which are refused.
 */
class SessionSettingsTests {

	private final ApplicationContextRunner application = Applications.guarded()
		.withConfiguration(AutoConfigurations.of(JdbcGuardSessionAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class));

	@Test
	void switchSessionsOff() {
		this.application.withPropertyValues("jdbc-guard.session.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(JdbcSession.class)
				.doesNotHaveBean(SessionRegistry.class));
	}

	@Test
	void leaveNoTraceWhereTheGuardIsOff() {
		this.application.withPropertyValues("jdbc-guard.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(JdbcSession.class));
	}

	@Test
	void retryWhereTheySaySo() {
		this.application
			.withPropertyValues("jdbc-guard.scope.retry.max-retries=2", "jdbc-guard.scope.retry.delay=1ms",
					"jdbc-guard.scope.retry.jitter=0")
			.run((context) -> {
				int[] runs = { 0 };
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> context.getBean(TransactionalScope.class).run((session) -> {
						runs[0]++;
						throw new SQLException("conflict", "40001");
					}));
				assertThat(runs[0]).isEqualTo(3);
				assertThat(context.getBean(SessionRegistry.class).counters().retries()).isEqualTo(2);
			});
	}

	@Test
	void thatCannotWorkFailTheStartAndSayWhy() {
		refused("jdbc-guard.scope.retry.max-retries", "-1", "nothing can be done less than never");
		refused("jdbc-guard.scope.retry.multiplier", "0.5", "delays must not become shorter");
		refused("jdbc-guard.scope.retry.multiplier", "NaN", "delays must not become shorter");
		refused("jdbc-guard.scope.retry.delay", "-1s", "it is negative");
		refused("jdbc-guard.scope.retry.jitter", "-1s", "it is negative");
		refused("jdbc-guard.scope.retry.max-delay", "0", "no delay is that short");
		refused("jdbc-guard.scope.retry.max-delay", "10ms", "it is shorter than 'jdbc-guard.scope.retry.delay'");
	}

	@Test
	void autocommitIsNeededWhereSessionsDoNotBeginTransactions() {
		this.application.withUserConfiguration(SessionBeansTests.Uses.class)
			.withPropertyValues("jdbc-guard.session.web.transaction=none", "spring.datasource.hikari.auto-commit=false")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'jdbc-guard.session.web.transaction' cannot be 'none'")
				.hasMessageContaining("'dataSource' has autocommit off"));
	}

	private void refused(String key, String value, String reason) {
		this.application.withPropertyValues(key + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'" + key + "' cannot be '" + value + "'")
				.hasMessageContaining(reason));
	}

}
