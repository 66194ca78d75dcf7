package io.github.jdbcguard.coexistence.quartz;

import java.time.Duration;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Quartz with its jobs in the database, as one of a cluster: its threads lock rows, and
 * jobs are made in the application's transactions.
 */
class QuartzTests extends CoexistenceTests {

	private static final String JOB_STORE = "spring.quartz.properties.org.quartz.jobStore.";

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Bakery.class)
		.with(Technology.QUARTZ)
		.schema("create table bread (baker varchar(20))")
		.set("spring.quartz.job-store-type", "jdbc")
		.set("spring.quartz.jdbc.initialize-schema", "always")
		.set("spring.quartz.properties.org.quartz.scheduler.instanceId", "AUTO")
		.set("spring.quartz.properties.org.quartz.threadPool.threadCount", 4)
		.set(JOB_STORE + "isClustered", true)
		.set(JOB_STORE + "clusterCheckinInterval", 200)
		.set(JOB_STORE + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");

	private final Bakers bakers = application.bean(Bakers.class);

	@Test
	void jobsRunAgainAndAgain() throws SchedulerException {
		this.bakers.engage("ann", 10);
		this.bakers.engage("bob", 10);
		await().atMost(Duration.ofSeconds(20)).until(() -> bread("ann") == 10 && bread("bob") == 10);
		await().atMost(Duration.ofSeconds(20)).until(() -> !isEngaged("ann") && !isEngaged("bob"));
	}

	@Test
	void aJobOfATransactionThatIsRolledBackDoesNotRun() throws SchedulerException {
		assertThatIllegalStateException().isThrownBy(() -> this.bakers.engageAndRegret("carl"));
		assertThat(isEngaged("carl")).isFalse();
		assertThat(bread("carl")).isZero();
	}

	private static boolean isEngaged(String baker) throws SchedulerException {
		return application.bean(Scheduler.class).checkExists(JobKey.jobKey(baker));
	}

	private static long bread(String baker) {
		return application.number("select count(*) from bread where baker = '%s'".formatted(baker));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Bakers.class, Oven.class })
	static class Bakery {

	}

}
