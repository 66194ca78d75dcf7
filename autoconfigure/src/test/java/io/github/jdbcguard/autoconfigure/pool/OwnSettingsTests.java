package io.github.jdbcguard.autoconfigure.pool;

import com.zaxxer.hikari.HikariConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OwnSettings}.
 */
class OwnSettingsTests {

	/**
	 * Else what nobody has set would look as if it were.
	 */
	@Test
	void knowTheDefaultsOfHikari() {
		HikariConfig hikari = new HikariConfig();
		assertThat(OwnSettings.DEFAULT_CONNECTION_TIMEOUT).isEqualTo(hikari.getConnectionTimeout());
		assertThat(OwnSettings.DEFAULT_IDLE_TIMEOUT).isEqualTo(hikari.getIdleTimeout());
		assertThat(OwnSettings.DEFAULT_MAX_LIFETIME).isEqualTo(hikari.getMaxLifetime());
		assertThat(OwnSettings.DEFAULT_KEEPALIVE_TIME).isEqualTo(hikari.getKeepaliveTime());
		assertThat(OwnSettings.DEFAULT_MAXIMUM_POOL_SIZE).isEqualTo(hikari.getMaximumPoolSize());
		assertThat(OwnSettings.DEFAULT_MINIMUM_IDLE).isEqualTo(hikari.getMinimumIdle());
	}

}
