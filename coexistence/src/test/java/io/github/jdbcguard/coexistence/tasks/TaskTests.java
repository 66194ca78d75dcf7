package io.github.jdbcguard.coexistence.tasks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * {@code @Scheduled}, {@code @Async} and {@code @TransactionalEventListener}.
 */
class TaskTests extends CoexistenceTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Office.class)
		.schema("create table event (kind varchar(20), subject varchar(20))")
		.set("spring.task.scheduling.pool.size", 2);

	private final Letters letters = application.bean(Letters.class);

	@Test
	void scheduledWork() {
		await().atMost(SOON).until(() -> events("tick", "clock") > 5);
		await().atMost(SOON).until(() -> events("read", "clock") > 5);
	}

	@Test
	void asynchronousWork() {
		List<CompletableFuture<String>> copies = IntStream.range(0, 10)
			.mapToObj((i) -> this.letters.copyLater("copy"))
			.toList();
		assertThat(copies).allSatisfy((copy) -> assertThat(copy.join()).isEqualTo("copy"));
		assertThat(events("copied", "copy")).isEqualTo(10);
	}

	@Test
	void asynchronousWorkThatATransactionWaitsFor() {
		this.letters.sendWithCopy("both");
		assertThat(events("sent", "both")).isOne();
		assertThat(events("copied", "both")).isOne();
	}

	@Test
	void whatListensToTheEndOfATransaction() {
		this.letters.send("bill");
		assertThat(events("sent", "bill")).isOne();
		assertThat(events("before commit", "bill")).isOne();
		assertThat(events("after commit", "bill")).isOne();
		assertThat(events("completed", "bill")).isOne();
		await().atMost(SOON).until(() -> events("async after commit", "bill") == 1);
	}

	@Test
	void whatListensToTheEndOfATransactionThatIsRolledBack() {
		assertThatIllegalStateException().isThrownBy(() -> this.letters.sendAndFail("blank"));
		assertThat(events("sent", "blank")).isZero();
		assertThat(events("after commit", "blank")).isZero();
		assertThat(events("rolled back", "blank")).isOne();
		assertThat(events("completed", "blank")).isOne();
	}

	private static long events(String kind, String subject) {
		return application
			.number("select count(*) from event where kind = '%s' and subject = '%s'".formatted(kind, subject));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync
	@EnableScheduling
	@Import({ Clock.class, Copier.class, Events.class, Letters.class, Listeners.class })
	static class Office {

	}

}
