package io.github.jdbcguard.coexistence.batch;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Steps whose chunks are read and written by one thread, while another connection holds
 * the cursor.
 */
@Configuration(proxyBeanMethods = false)
class PlainSteps {

	static final String SEQUENTIAL = "sequential";

	static final String CONCURRENT = "concurrent";

	@Bean(SEQUENTIAL)
	Step sequential(JobRepository jobs, PlatformTransactionManager transactions, Parts parts) {
		return new StepBuilder(SEQUENTIAL, jobs).<Integer, Integer>chunk(10)
			.transactionManager(transactions)
			.reader(parts.cursor())
			.processor(parts.lookup())
			.writer(parts.products(SEQUENTIAL))
			.build();
	}

	@Bean(CONCURRENT)
	Step concurrent(JobRepository jobs, PlatformTransactionManager transactions, Parts parts) {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("processor-");
		threads.setConcurrencyLimit(4);
		return new StepBuilder(CONCURRENT, jobs).<Integer, Integer>chunk(10)
			.transactionManager(transactions)
			.reader(parts.cursor())
			.processor(parts.lookup())
			.writer(parts.products(CONCURRENT))
			.taskExecutor(threads)
			.build();
	}

}
