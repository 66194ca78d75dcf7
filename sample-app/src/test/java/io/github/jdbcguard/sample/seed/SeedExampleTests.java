package io.github.jdbcguard.sample.seed;

import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parent and child processes on one database.
 */
class SeedExampleTests {

	private static final int ROUNDS = 50;

	@Test
	void everyRoundReadsWhatItsChildProcessWrote() throws SQLException {
		try (ConfigurableApplicationContext parent = SeedExample.run("--seed.rounds=" + ROUNDS)) {
			assertThat(parent.getBean(DataSource.class).isWrapperFor(GuardedDataSource.class)).isTrue();
			assertThat(parent.getBean(Seeds.class).amounts()).hasSize(ROUNDS).containsOnly(2);
		}
	}

}
