package io.github.jdbcguard.test;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link GuardedConnections} on {@code @JdbcTest}, whose tests are transactional.
 */
@JdbcTest
@AutoConfigureTestDatabase(replace = Replace.NONE)
@GuardedConnections
class JdbcSliceTests {

	@Autowired
	private JdbcClient client;

	@Test
	void aTransactionOfTheTestIsNothingThatIsLeft() {
		this.client.sql("create table slice (number int)").update();
		this.client.sql("insert into slice values (1)").update();
		assertThat(this.client.sql("select count(*) from slice").query(Integer.class).single()).isOne();
	}

	@Test
	void itIsRolledBack() {
		assertThat(this.client.sql("select to_regclass('slice')::text").query(String.class).optional()).isEmpty();
	}

}
