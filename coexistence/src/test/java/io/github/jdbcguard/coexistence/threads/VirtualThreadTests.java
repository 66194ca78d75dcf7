package io.github.jdbcguard.coexistence.threads;

import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand virtual threads on a pool of ten connections.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "There are no virtual threads before Java 21")
class VirtualThreadTests extends CoexistenceTests {

	private static final int THREADS = 10_000;

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Swarm.class)
		.schema("create table bee (number int)")
		.set("spring.threads.virtual.enabled", true)
		.set("spring.datasource.hikari.maximum-pool-size", 10)
		// The last of them waits for all others
		.set("spring.datasource.hikari.connection-timeout", 120_000);

	private final JdbcClient client = application.bean(JdbcClient.class);

	private final TransactionTemplate transactions = application.bean(TransactionTemplate.class);

	@Test
	void waitForTheirTurn() throws Exception {
		AsyncTaskExecutor executor = application.bean(AsyncTaskExecutor.class);
		List<? extends Future<?>> bees = IntStream.range(0, THREADS)
			.mapToObj((number) -> executor.submit(() -> fly(number)))
			.toList();
		for (Future<?> bee : bees) {
			bee.get();
		}
		assertThat(application.number("select count(distinct number) from bee")).isEqualTo(THREADS);
	}

	private void fly(int number) {
		this.transactions.executeWithoutResult((status) -> {
			this.client.sql("insert into bee values (?)").param(number).update();
			this.client.sql("select 1").query(Integer.class).single();
		});
		this.client.sql("select 1").query(Integer.class).single();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Swarm {

	}

}
