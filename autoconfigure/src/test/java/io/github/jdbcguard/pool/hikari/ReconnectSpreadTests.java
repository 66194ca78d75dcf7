package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReconnectSpread}.
 */
class ReconnectSpreadTests {

	private static final Duration WINDOW = Duration.ofMillis(600);

	@Test
	void reconnectsAtARandomMomentWithinTheWindowAfterARestore() throws SQLException {
		PoolPolicy options = PoolPolicy.builder()
			.onForeignConnection(OnForeignConnection.REPLACE)
			.reconnectSpread(WINDOW)
			.build();
		List<Duration> delays = new ArrayList<>();
		try (PoolFixture fixture = new PoolFixture(options, (config) -> {
		})) {
			fixture.backend();
			for (int i = 0; i < 8; i++) {
				fixture.watch.declareNewIncarnation("restore " + i);
				delays.add(timeOfCheckout(fixture));
			}
		}
		assertThat(delays).allSatisfy((delay) -> assertThat(delay).isLessThan(WINDOW.plusMillis(1000)));
		Duration longest = delays.stream().max(Duration::compareTo).orElseThrow();
		Duration shortest = delays.stream().min(Duration::compareTo).orElseThrow();
		assertThat(longest.minus(shortest)).isGreaterThan(Duration.ofMillis(100));
	}

	@Test
	void holdsNothingBackWhereNothingWasRestored() throws SQLException {
		PoolPolicy options = PoolPolicy.builder()
			.onForeignConnection(OnForeignConnection.REPLACE)
			.reconnectSpread(Duration.ofSeconds(60))
			.build();
		try (PoolFixture fixture = new PoolFixture(options, (config) -> {
		})) {
			assertThat(timeOfCheckout(fixture)).isLessThan(Duration.ofSeconds(5));
			fixture.dataSource.retireAll();
			assertThat(timeOfCheckout(fixture)).isLessThan(Duration.ofSeconds(5));
		}
	}

	private static Duration timeOfCheckout(PoolFixture fixture) throws SQLException {
		long start = System.nanoTime();
		fixture.backend();
		return Duration.ofNanos(System.nanoTime() - start);
	}

}
