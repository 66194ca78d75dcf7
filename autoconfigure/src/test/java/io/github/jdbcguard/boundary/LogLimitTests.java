package io.github.jdbcguard.boundary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogLimit}.
 */
class LogLimitTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);

	private final LogLimit limit = new LogLimit(100, Duration.ofMinutes(10), this.now::get);

	@Test
	void letsAPlaceThroughOnceInAWhileAndSaysHowManyItHeldBack() {
		assertThat(this.limit.admit("here")).isZero();
		assertThat(this.limit.admit("here")).isEqualTo(LogLimit.HELD_BACK);
		assertThat(this.limit.admit("there")).isZero();
		this.now.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
		assertThat(this.limit.admit("here")).isEqualTo(LogLimit.HELD_BACK);
		this.now.incrementAndGet();
		assertThat(this.limit.admit("here")).isEqualTo(2);
		assertThat(this.limit.admit("here")).isEqualTo(LogLimit.HELD_BACK);
		assertThat(this.limit.admit("there")).isZero();
	}

	@Test
	void forgetsThePlacesThatWereNotSeenForLongest() {
		this.limit.admit("busy");
		for (int i = 0; i < 1000; i++) {
			assertThat(this.limit.admit(i)).isZero();
			assertThat(this.limit.admit("busy")).isEqualTo(LogLimit.HELD_BACK);
		}
		assertThat(this.limit.size()).isEqualTo(100);
		assertThat(this.limit.admit(0)).isZero();
		assertThat(this.limit.admit(999)).isEqualTo(LogLimit.HELD_BACK);
	}

	@Test
	void letsOneOfManyThreadsThrough() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		List<Future<Integer>> answers = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			answers.add(executor.submit(() -> this.limit.admit("here")));
		}
		int admitted = 0;
		for (Future<Integer> answer : answers) {
			admitted += (answer.get() != LogLimit.HELD_BACK) ? 1 : 0;
		}
		executor.shutdown();
		assertThat(admitted).isOne();
		this.now.addAndGet(Duration.ofMinutes(10).toNanos());
		assertThat(this.limit.admit("here")).isEqualTo(999);
	}

}
