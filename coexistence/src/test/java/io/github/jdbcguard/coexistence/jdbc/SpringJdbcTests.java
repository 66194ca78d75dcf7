package io.github.jdbcguard.coexistence.jdbc;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * {@code JdbcTemplate}, {@code JdbcClient}, {@code TransactionTemplate} and
 * {@code @Transactional}.
 */
abstract class SpringJdbcTests extends CoexistenceTests {

	private Orders orders;

	private GuardedApplication application;

	@BeforeEach
	void empty(GuardedApplication application) {
		this.application = application;
		this.orders = application.bean(Orders.class);
		application.bean(JdbcTemplate.class).batchUpdate("delete from orders", "delete from audit");
	}

	@Test
	void statementsInAutocommit() {
		this.orders.insert(1);
		assertThat(this.orders.insertNote("hello")).isNotNull();
		assertThat(rows("orders")).isOne();
		assertThat(rows("audit")).isOne();
	}

	@Test
	void transactionsThatCommitAndThatRollBack() {
		this.orders.insertTogether(10, 5);
		this.orders.insertAndThinkBetter(20);
		assertThatIllegalStateException().isThrownBy(() -> this.orders.insertAndFail(21));
		assertThat(this.orders.count()).isEqualTo(5);
		assertThat(rows("orders")).isEqualTo(5);
	}

	@Test
	void transactionsInsideOfTransactions() {
		this.orders.insertWithAudit(30);
		this.orders.insertWithRefusedPart(31);
		assertThat(this.application.bean(Orders.Audit.class).count()).isOne();
		assertThat(rows("orders")).isEqualTo(2);
		assertThat(rows("audit")).isOne();
	}

	@Test
	void queriesWhileTheRowsOfAnotherAreRead() {
		this.orders.insertTogether(40, 3);
		assertThat(this.orders.sumOfStream()).isEqualTo(60);
		assertThat(this.orders.lookUpWhileReading()).isEqualTo(9);
		assertThat(this.orders.lookUpWhileReadingInTransaction()).isEqualTo(9);
	}

	@Test
	void manyThreadsOnFewConnections() {
		atOnce(16, (thread) -> {
			for (int i = 0; i < 20; i++) {
				long id = 1000 * (thread + 1) + 10 * i;
				this.orders.insert(id);
				this.orders.insertTogether(id + 1, 4);
				this.orders.insertAndThinkBetter(id + 5);
				this.orders.count();
			}
			return thread;
		});
		assertThat(rows("orders")).isEqualTo(16 * 20 * 5);
	}

	private long rows(String table) {
		return this.application.number("select count(*) from " + table);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Orders.class, Orders.Audit.class })
	static class Shop {

	}

}
