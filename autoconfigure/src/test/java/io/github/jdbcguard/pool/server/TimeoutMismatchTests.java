package io.github.jdbcguard.pool.server;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TimeoutMismatch} and {@link PoolTimes}.
 */
class TimeoutMismatchTests {

	private static final Duration HIKARI_DEFAULT = Duration.ofMinutes(30);

	private static ServerTimeouts server(DatabaseServer server, Duration idle, Duration inTransaction) {
		return new ServerTimeouts(server, idle, inTransaction, Duration.ZERO);
	}

	private static List<String> descriptions(ServerTimeouts server, PoolTimes pool) {
		return TimeoutMismatch.compare(server, pool).stream().map(TimeoutMismatch::describe).toList();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			# server,  recycle, maxLifetime, idleTimeout, empties, keepalive, key of the mismatch
			PT60S,     ,        PT30M,       PT10M,       false,   PT0S,      spring.datasource.hikari.max-lifetime
			PT60S,     ,        PT60S,       PT10M,       false,   PT0S,      spring.datasource.hikari.max-lifetime
			PT60S,     ,        PT59S,       PT10M,       false,   PT0S,
			PT60S,     ,        PT0S,        PT10M,       false,   PT0S,      spring.datasource.hikari.max-lifetime
			PT60S,     PT50S,   PT30M,       PT10M,       false,   PT0S,
			PT60S,     PT60S,   PT60S,       PT10M,       false,   PT0S,      jdbc-guard.pool.recycle
			PT60S,     PT90S,   PT90S,       PT10M,       false,   PT0S,      jdbc-guard.pool.recycle
			PT60S,     ,        PT30M,       PT10M,       false,   PT45S,
			PT60S,     ,        PT30M,       PT10M,       false,   PT2M,      spring.datasource.hikari.keepalive-time
			PT60S,     ,        PT30M,       PT10S,       false,   PT0S,      spring.datasource.hikari.max-lifetime
			PT60S,     ,        PT30M,       PT10S,       true,    PT0S,
			PT60S,     ,        PT30M,       PT30S,       true,    PT0S,      spring.datasource.hikari.idle-timeout
			PT60S,     ,        PT30M,       PT0S,        true,    PT0S,      spring.datasource.hikari.max-lifetime
			PT8H,      ,        PT30M,       PT10M,       false,   PT0S,
			PT8H,      ,        PT0S,        PT10M,       false,   PT0S,      spring.datasource.hikari.max-lifetime
			PT0S,      ,        PT0S,        PT0S,        false,   PT0S,
			PT2S,      PT1S,    PT30M,       PT10M,       false,   PT0S,
			PT1S,      PT1S,    PT30M,       PT10M,       false,   PT0S,      jdbc-guard.pool.recycle
			""")
	void isFoundWhereConnectionsMayBeIdleForLongerThanTheServerLikes(Duration server, @Nullable Duration recycle,
			Duration maxLifetime, Duration idleTimeout, boolean empties, Duration keepalive, @Nullable String key) {
		PoolTimes pool = new PoolTimes(recycle, maxLifetime, idleTimeout, empties, keepalive, false);
		List<TimeoutMismatch> mismatches = TimeoutMismatch
			.compare(server(DatabaseServer.MARIADB, server, Duration.ofSeconds(1)), pool);
		assertThat(mismatches).extracting(TimeoutMismatch::poolKey).isEqualTo((key != null) ? List.of(key) : List.of());
	}

	@Test
	void isDescribedWithBothFiguresInOneUnitAndARemedy() {
		PoolTimes pool = new PoolTimes(null, HIKARI_DEFAULT, Duration.ofMinutes(10), false, Duration.ZERO, false);
		assertThat(descriptions(server(DatabaseServer.MYSQL, Duration.ofSeconds(60), Duration.ZERO), pool))
			.containsExactly(
					"the server closes connections that are idle for 60 s (wait_timeout), but the pool leaves connections idle for up to 1800 s (spring.datasource.hikari.max-lifetime): set jdbc-guard.pool.recycle below 60 s, for example 50s");
		assertThat(descriptions(server(DatabaseServer.POSTGRESQL, Duration.ofMillis(2500), Duration.ZERO), pool))
			.containsExactly(
					"the server closes connections that are idle for 2500 ms (idle_session_timeout), but the pool leaves connections idle for up to 1800000 ms (spring.datasource.hikari.max-lifetime): set jdbc-guard.pool.recycle below 2500 ms, for example 2s");
	}

	@Test
	void isDescribedWhereThereIsNoEndOnThePoolsSide() {
		PoolTimes pool = new PoolTimes(null, Duration.ZERO, Duration.ZERO, false, Duration.ZERO, false);
		assertThat(descriptions(server(DatabaseServer.MYSQL, Duration.ofSeconds(28_800), Duration.ZERO), pool))
			.containsExactly(
					"the server closes connections that are idle for 28800 s (wait_timeout), but the pool leaves connections idle for ever (spring.datasource.hikari.max-lifetime): set jdbc-guard.pool.recycle below 28800 s, for example 24000s");
	}

	@Test
	void isDescribedWhereOnlyTheServerCanBeChanged() {
		PoolTimes pool = new PoolTimes(null, HIKARI_DEFAULT, Duration.ofMinutes(10), false, Duration.ZERO, false);
		assertThat(descriptions(server(DatabaseServer.MARIADB, Duration.ofSeconds(1), Duration.ZERO), pool))
			.containsExactly(
					"the server closes connections that are idle for 1 s (wait_timeout), but the pool leaves connections idle for up to 1800 s (spring.datasource.hikari.max-lifetime): raise wait_timeout on the server, for the pool cannot replace connections as fast");
	}

	@Test
	void isFoundInsideTransactionsOnlyWhereThePoolLeavesThemOpen() {
		ServerTimeouts server = server(DatabaseServer.POSTGRESQL, Duration.ZERO, Duration.ofSeconds(10));
		PoolTimes tidy = new PoolTimes(null, HIKARI_DEFAULT, Duration.ofMinutes(10), false, Duration.ZERO, false);
		assertThat(TimeoutMismatch.compare(server, tidy)).isEmpty();
		PoolTimes open = new PoolTimes(null, HIKARI_DEFAULT, Duration.ofMinutes(10), false, Duration.ZERO, true);
		assertThat(descriptions(server, open)).containsExactly(
				"the server closes connections that are idle in a transaction for 10 s (idle_in_transaction_session_timeout), but the pool leaves connections idle for up to 1800 s (spring.datasource.hikari.max-lifetime): set jdbc-guard.pool.reset-on-return to rollback, so that no transaction stays open");
		PoolTimes pinged = new PoolTimes(Duration.ofSeconds(9), HIKARI_DEFAULT, Duration.ZERO, false, Duration.ZERO,
				true);
		assertThat(TimeoutMismatch.compare(server, pinged)).isEmpty();
	}

	@Test
	void mayBeTwo() {
		PoolTimes open = new PoolTimes(null, HIKARI_DEFAULT, Duration.ofMinutes(10), false, Duration.ZERO, true);
		assertThat(TimeoutMismatch
			.compare(server(DatabaseServer.MARIADB, Duration.ofSeconds(60), Duration.ofSeconds(20)), open))
			.extracting(TimeoutMismatch::serverSetting)
			.containsExactly("wait_timeout", "idle_transaction_timeout");
	}

}
