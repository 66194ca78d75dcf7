package io.github.jdbcguard.coexistence.batch;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Batch: what each kind of step does with its connections, and the job repository
 * in the same database.
 */
class BatchTests extends CoexistenceTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Factory.class)
		.schema("create table part (id int primary key)", "insert into part select generate_series(1, 200)",
				"create table product (part int, step varchar(20))")
		.set("spring.sql.init.mode", "always")
		.set("spring.sql.init.schema-locations", "classpath:org/springframework/batch/core/schema-postgresql.sql");

	@Test
	void aCursorThatIsReadByOneThread() throws Exception {
		assertMade(PlainSteps.SEQUENTIAL);
	}

	@Test
	void aCursorWhoseItemsAreProcessedByManyThreads() throws Exception {
		assertMade(PlainSteps.CONCURRENT);
	}

	@Test
	void aCursorThatManyThreadsReadInTransactionsOfTheirOwn() throws Exception {
		assertMade(MultiThreadedStep.NAME);
	}

	@Test
	void aCursorOnTheConnectionOfTheTransactions() throws Exception {
		assertMade(SharedConnectionStep.NAME);
	}

	private static void assertMade(String step) throws Exception {
		Job job = new JobBuilder("job of " + step, application.bean(JobRepository.class))
			.start(application.bean(step, Step.class))
			.build();
		BatchStatus status = application.bean(JobOperator.class).start(job, new JobParameters()).getStatus();
		assertThat(status).isEqualTo(BatchStatus.COMPLETED);
		assertThat(application.number("select count(distinct part) from product where step = '%s'".formatted(step)))
			.isEqualTo(200);
		assertThat(application.number("select count(*) from product where step = '%s'".formatted(step))).isEqualTo(200);
		assertThat(application.number(
				"select count(*) from batch_step_execution where status = 'COMPLETED' and write_count = 200 and step_name = '%s'"
					.formatted(step)))
			.isOne();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	@Import({ Parts.class, PlainSteps.class, MultiThreadedStep.class, SharedConnectionStep.class })
	static class Factory {

	}

}
