package io.github.jdbcguard.autoconfigure;

import java.util.Map;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values of {@code jdbc-guard.pool.*} that cannot work, and what the user is told: which
 * property, which value, why, and what to do.
 */
class BadPolicyValueTests {

	private static final String POOL = "jdbc-guard.pool.";

	private static final String OR_LEAVE_SIZE = "or remove it to leave the size to HikariCP.";

	private static final String OR_LEAVE_TIMEOUT = "or remove it to leave the connection timeout to HikariCP.";

	private static final String OR_LEAVE_AGE = "or remove it to leave the age of connections to HikariCP.";

	private static final String TOO_YOUNG = "a connection would be replaced more often than it could be used";

	private static final String TOO_LONG = "it is longer than a pool can count";

	private static final String NO_WAIT = "HikariCP gives no checkout less than '250ms' to wait";

	static Stream<BadPolicy> values() {
		return Stream.of(
				BadPolicy.of(POOL + "size=0")
					.because("a pool needs at least one connection, and HikariCP has no pool without a limit",
							"Use at least '1', " + OR_LEAVE_SIZE),
				BadPolicy.of(POOL + "size=-5")
					.because("a pool needs at least one connection, and HikariCP has no pool without a limit",
							"Use at least '1', " + OR_LEAVE_SIZE),
				BadPolicy.of("jdbc-guard.datasources.dataSource.pool.size=0")
					.because("a pool needs at least one connection, and HikariCP has no pool without a limit",
							"Use at least '1', " + OR_LEAVE_SIZE),
				BadPolicy.of(POOL + "max-overflow=-1")
					.because("the pool cannot shrink below its size, and HikariCP has no pool without a limit",
							"Use '0' for a pool that never grows, or the number of connections that a burst may add."),
				BadPolicy.of(POOL + "timeout=0").because(NO_WAIT, "Use at least '250ms', " + OR_LEAVE_TIMEOUT),
				BadPolicy.of(POOL + "timeout=249ms").because(NO_WAIT, "Use at least '250ms', " + OR_LEAVE_TIMEOUT),
				BadPolicy.of(POOL + "timeout=-3s").because(NO_WAIT, "Use at least '250ms', " + OR_LEAVE_TIMEOUT),
				BadPolicy.of(POOL + "timeout=30")
					.because(NO_WAIT, "A number without a unit counts milliseconds: write '30s'."),
				BadPolicy.of(POOL + "timeout=25d").because(TOO_LONG, "Use at most '24d', " + OR_LEAVE_TIMEOUT),
				BadPolicy.of(POOL + "recycle=0s").because(TOO_YOUNG, "Use at least '1s', " + OR_LEAVE_AGE),
				BadPolicy.of(POOL + "recycle=999ms").because(TOO_YOUNG, "Use at least '1s', " + OR_LEAVE_AGE),
				BadPolicy.of(POOL + "recycle=-1").because(TOO_YOUNG, "Use at least '1s', " + OR_LEAVE_AGE),
				BadPolicy.of(POOL + "recycle=30")
					.because(TOO_YOUNG, "A number without a unit counts milliseconds: write '30s'."),
				BadPolicy.of("jdbc-guard.datasources.data-source.pool.recycle=300")
					.because(TOO_YOUNG, "A number without a unit counts milliseconds: write '300s'."),
				BadPolicy.of(POOL + "recycle=40000d").because(TOO_LONG, "Use at most '36500d', " + OR_LEAVE_AGE),
				BadPolicy.of(POOL + "ping-after-idle=-1s")
					.because("no connection can have been idle for less than no time",
							"Use at least '0s', or remove it for HikariCP's '500ms'."));
	}

	@ParameterizedTest
	@MethodSource("values")
	void areRefused(BadPolicy bad) {
		bad.assertRefusedBy(Applications.guarded());
	}

	@Test
	void areRefusedEvenWhereTheDataSourceIsLazy() {
		ApplicationContextRunner lazy = Applications.guarded()
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(
					(beanFactory) -> beanFactory.getBeanDefinition("dataSource").setLazyInit(true)));
		assertThat(Failures.analysisOf(lazy, POOL + "size=0").getDescription()).contains(POOL + "size");
		assertThat(Failures.analysisOf(lazy, POOL + "max-overflow=3").getDescription()).contains(POOL + "max-overflow");
	}

	@Test
	void areRefusedFromEnvironmentVariablesToo() {
		ApplicationContextRunner application = Applications.guarded()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of("JDBCGUARD_DATASOURCES_DATASOURCE_POOL_RECYCLE", "5"))));
		BadPolicy.of("jdbc-guard.datasources.datasource.pool.recycle=5")
			.because(TOO_YOUNG, "A number without a unit counts milliseconds: write '5s'.")
			.assertRefusedBy(application);
	}

	@Test
	void areRefusedWithTheNamesOfBeansThatNeedBrackets() {
		ApplicationContextRunner application = Applications.guarded()
			.withBean("order.db", HikariDataSource.class, Applications::newPool);
		BadPolicy.of("jdbc-guard.datasources[order.db].pool.recycle=5")
			.because(TOO_YOUNG, "A number without a unit counts milliseconds: write '5s'.")
			.assertRefusedBy(application);
	}

	@ParameterizedTest
	@CsvSource({ "size,many,java.lang.Integer", "max-overflow,2147483648,java.lang.Integer",
			"recycle,half an hour,java.time.Duration", "timeout,3 parsecs,java.time.Duration",
			"reuse,perhaps,java.lang.Boolean" })
	void ofTheWrongTypeAreRefusedBySpringBoot(String name, String value, String type) {
		FailureAnalysis analysis = Failures.analysisOf(Applications.guarded(), POOL + name + "=" + value);
		assertThat(analysis.getDescription()).contains("Property: " + POOL + name, "Value: \"" + value + "\"",
				"Reason: ", type);
	}

	@ParameterizedTest
	@CsvSource({ "reset-on-return,undo,ROLLBACK,NONE", "server-timeout-check,panic,WARN,OFF" })
	void thatAreNoChoiceAreRefusedWithThoseThatThereAre(String name, String value, String one, String other) {
		FailureAnalysis analysis = Failures.analysisOf(Applications.guarded(), POOL + name + "=" + value);
		assertThat(analysis.getDescription()).contains("Property: " + POOL + name, "Value: \"" + value + "\"",
				"Reason: ");
		assertThat(analysis.getAction()).contains(one, other);
	}

}
