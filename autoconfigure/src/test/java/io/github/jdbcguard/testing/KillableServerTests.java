package io.github.jdbcguard.testing;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.faults.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KillableServer}.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class KillableServerTests {

	@Test
	void diesAndComesBackWithItsData() throws Exception {
		try (KillableServer server = KillableServer.postgres()) {
			server.database().execute("create table kept (number integer)");
			server.database().execute("insert into kept values (7)");
			Connection lost = server.database().connect();
			server.kill();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Dialect.echo(lost, 1));
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> server.database().connect());
			server.restart();
			assertThat(server.database().number("select number from kept")).isEqualTo(7);
		}
	}

}
