package io.github.jdbcguard.coexistence.batch;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemStreamReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A step whose chunks are read, processed and written by several threads at a time, each
 * in a transaction of its own. The connection of the cursor goes from one to the other.
 */
@Configuration(proxyBeanMethods = false)
class MultiThreadedStep {

	static final String NAME = "multi-threaded";

	@Bean(NAME)
	@SuppressWarnings("removal")
	Step multiThreaded(JobRepository jobs, PlatformTransactionManager transactions, Parts parts) {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("chunk-");
		threads.setConcurrencyLimit(4);
		return new StepBuilder(NAME, jobs).<Integer, Integer>chunk(10, transactions)
			.reader(new SynchronizedItemStreamReader<>(parts.cursor()))
			.processor(parts.lookup())
			.writer(parts.products(NAME))
			.taskExecutor(threads)
			.build();
	}

}
