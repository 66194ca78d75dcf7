package io.github.jdbcguard.autoconfigure;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values of {@code jdbc-guard.pool.*} that cannot work together, and what the user is
 * told.
 */
class BadPolicyCombinationTests {

	private static final String POOL = "jdbc-guard.pool.";

	private static final String ORDERS = "jdbc-guard.datasources.orders.pool.";

	static Stream<BadPolicy> combinations() {
		return Stream.of(
				BadPolicy.of(POOL + "max-overflow=5")
					.because("no size is set that could overflow", "Set 'jdbc-guard.pool.size' too, or remove it."),
				BadPolicy.of(POOL + "max-overflow=2147483647", POOL + "size=1")
					.because("'jdbc-guard.pool.size' is '1', and together they are more than a pool can count",
							"Use smaller numbers."),
				BadPolicy.of(POOL + "ping-after-idle=1m", POOL + "recycle=60s")
					.because(
							"'jdbc-guard.pool.recycle' is '60s', so a connection is replaced before it can have been "
									+ "idle for that long",
							"Choose a time shorter than that, or remove one of the two."),
				BadPolicy.of(POOL + "recycle=30m", POOL + "reuse=false")
					.because(
							"'jdbc-guard.pool.reuse' is 'false': no connection is used a second time, so none gets old "
									+ "enough",
							"Remove 'jdbc-guard.pool.recycle', or remove 'jdbc-guard.pool.reuse'."),
				BadPolicy.of(POOL + "ping-after-idle=0", POOL + "reuse=no")
					.because(
							"'jdbc-guard.pool.reuse' is 'no': no connection is used a second time, so none is ever idle",
							"Remove 'jdbc-guard.pool.ping-after-idle', or remove 'jdbc-guard.pool.reuse'."),
				BadPolicy.of(POOL + "reset-session=true", POOL + "reuse=false")
					.because(
							"'jdbc-guard.pool.reuse' is 'false': no connection is used a second time, so none has a "
									+ "session to clear for the next borrower",
							"Remove 'jdbc-guard.pool.reset-session', or remove 'jdbc-guard.pool.reuse'."),
				BadPolicy.of("jdbc-guard.process.reconnect-spread=3s", POOL + "timeout=2s")
					.because(
							"a checkout from the DataSource 'dataSource' takes no longer than 'jdbc-guard.pool.timeout', "
									+ "which is '2s'",
							"Choose a time shorter than that, or a longer timeout."),
				BadPolicy.of(POOL + "reset-on-return=none")
					.because(
							"the pool of the DataSource 'dataSource' has autoCommit, and JDBC commits what is open when "
									+ "that is restored",
							"Set 'spring.datasource.hikari.auto-commit' to 'false', or use 'rollback' or 'commit'."),
				BadPolicy.of(POOL + "reset-session=true")
					.because(
							"the DataSource 'dataSource' is on 'h2', and only PostgreSQL, MariaDB and MySQL can clear a "
									+ "session",
							"Remove it, or set 'jdbc-guard.datasources.dataSource.pool.reset-session' to 'false'."));
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void areRefused(BadPolicy bad) {
		bad.assertRefusedBy(Applications.guarded());
	}

	static Stream<BadPolicy> halves() {
		return Stream.of(
				BadPolicy.of(ORDERS + "max-overflow=5", "jdbc-guard.datasources.customers.pool.size=5")
					.because("no size is set that could overflow",
							"Set 'jdbc-guard.datasources.orders.pool.size' too, or remove it."),
				BadPolicy.of(POOL + "max-overflow=5", ORDERS + "size=2")
					.because("no size is set that could overflow", "Set 'jdbc-guard.pool.size' too, or remove it."),
				BadPolicy.of(POOL + "max-overflow=2147483647", ORDERS + "size=2")
					.because("'jdbc-guard.datasources.orders.pool.size' is '2', and together they are more than a pool "
							+ "can count", "Use smaller numbers."),
				BadPolicy.of(ORDERS + "ping-after-idle=1h", POOL + "recycle=30m")
					.because(
							"'jdbc-guard.pool.recycle' is '30m', so a connection is replaced before it can have been "
									+ "idle for that long",
							"Choose a time shorter than that, or remove one of the two."),
				BadPolicy.of(POOL + "recycle=30m", ORDERS + "reuse=false")
					.because(
							"'jdbc-guard.datasources.orders.pool.reuse' is 'false': no connection is used a second "
									+ "time, so none gets old enough",
							"Remove 'jdbc-guard.pool.recycle' and set 'jdbc-guard.datasources.<bean>.pool.recycle' for "
									+ "the DataSources that need it, or remove "
									+ "'jdbc-guard.datasources.orders.pool.reuse'."),
				BadPolicy.of("jdbc-guard.process.reconnect-spread=3s", ORDERS + "timeout=2s")
					.because(
							"a checkout from the DataSource 'orders' takes no longer than "
									+ "'jdbc-guard.datasources.orders.pool.timeout', which is '2s'",
							"Choose a time shorter than that, or a longer timeout."),
				BadPolicy.of(ORDERS + "reset-on-return=none")
					.because(
							"the pool of the DataSource 'orders' has autoCommit, and JDBC commits what is open when that "
									+ "is restored",
							"Set 'auto-commit' of the pool to 'false', or use 'rollback' or 'commit'."),
				BadPolicy.of(ORDERS + "reset-session=true")
					.because("the DataSource 'orders' is on 'h2', and only PostgreSQL, MariaDB and MySQL can clear a "
							+ "session", "Remove it."));
	}

	@ParameterizedTest
	@MethodSource("halves")
	void ofOneDataSourceAreRefusedAndNameEachPropertyWhereItWasWritten(BadPolicy bad) {
		bad.assertRefusedBy(Applications.guarded().withUserConfiguration(KindsOfDataSource.Two.class));
	}

}
