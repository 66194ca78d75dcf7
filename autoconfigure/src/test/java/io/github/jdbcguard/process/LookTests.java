package io.github.jdbcguard.process;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.process.Incarnation.Origin;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Look}: what clocks and identities mean.
 */
class LookTests {

	private static final OperatingSystemIdentity IDENTITY = new OperatingSystemIdentity("17", 4711, "pid:[1]",
			"time:[1]", "boot");

	private final Look look = look(1_000_000, TimeUnit.SECONDS.toNanos(50));

	private static Look look(long wallMillis, long nanos) {
		return new Look(wallMillis, nanos, IDENTITY, List.of(), new ProcessState(Incarnation.first("test"), 0));
	}

	@Nested
	class Time {

		@Test
		void isShortEnoughToBelieveForTenMilliseconds() {
			assertThat(LookTests.this.look.isBelievedAt(1_000_000)).isTrue();
			assertThat(LookTests.this.look.isBelievedAt(1_000_009)).isTrue();
			assertThat(LookTests.this.look.isBelievedAt(1_000_010)).isFalse();
		}

		@Test
		void thatJumpsBackwardsIsNotBelieved() {
			assertThat(LookTests.this.look.isBelievedAt(999_999)).isFalse();
			assertThat(LookTests.this.look.isBelievedAt(1)).isFalse();
		}

		@Test
		void thatJumpsAYearIsNotBelieved() {
			long year = TimeUnit.DAYS.toMillis(365);
			assertThat(LookTests.this.look.isBelievedAt(1_000_000 + year)).isFalse();
			assertThat(LookTests.this.look.isBelievedAt(1_000_000 - year)).isFalse();
		}

		@Test
		void betweenLooksIsTakenFromTheClockThatSawMore() {
			Look suspended = look(1_020_000, TimeUnit.SECONDS.toNanos(51));
			Look clockSetBack = look(900_000, TimeUnit.SECONDS.toNanos(62));
			assertThat(LookTests.this.look.millisUntil(suspended)).isEqualTo(20_000);
			assertThat(LookTests.this.look.millisUntil(clockSetBack)).isEqualTo(12_000);
		}

	}

	@Nested
	class Identity {

		@Test
		void thatIsUnchangedIsTheSameLife() {
			assertThat(LookTests.this.look
				.originOfChange(new OperatingSystemIdentity("17", 4711, "pid:[1]", "time:[1]", "boot"))).isNull();
		}

		@Test
		void withAnotherStartTimeIsARestoreInPlace() {
			assertThat(LookTests.this.look
				.originOfChange(new OperatingSystemIdentity("17", 9999, "pid:[1]", "time:[2]", "boot")))
				.isEqualTo(Origin.RESTORED);
		}

		@Test
		void inAnotherPidNamespaceIsAClone() {
			assertThat(LookTests.this.look
				.originOfChange(new OperatingSystemIdentity("17", 4711, "pid:[2]", "time:[1]", "boot")))
				.isEqualTo(Origin.RESTORED);
		}

		@Test
		void onAnotherHostIsARestore() {
			assertThat(LookTests.this.look
				.originOfChange(new OperatingSystemIdentity("17", 4711, "pid:[1]", "time:[1]", "other boot")))
				.isEqualTo(Origin.RESTORED);
		}

		@Test
		void withAnotherPidIsAForkedChild() {
			assertThat(LookTests.this.look
				.originOfChange(new OperatingSystemIdentity("18", 9999, "pid:[1]", "time:[1]", "boot")))
				.isEqualTo(Origin.FORKED);
		}

	}

}
