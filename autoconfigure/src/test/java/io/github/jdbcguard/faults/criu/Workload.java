package io.github.jdbcguard.faults.criu;

import java.io.IOException;
import java.time.Duration;

import io.github.jdbcguard.faults.program.RunningProgram;
import org.awaitility.Awaitility;

/**
 * What the connections outside of transactions are doing when the process is dumped.
 */
enum Workload {

	/** Idle for longer than HikariCP trusts a connection, and than a look is believed. */
	IDLE,

	/** Used right before the dump. */
	JUST_USED,

	/** In use by eight threads. */
	BUSY;

	void begin(RunningProgram program, int lives) throws IOException {
		switch (this) {
			case IDLE -> pass(Duration.ofMillis(800));
			case JUST_USED -> program.tell("touch", lives);
			case BUSY -> {
				program.tell("work", lives);
				pass(Duration.ofMillis(300));
			}
		}
	}

	/**
	 * Have every life use its connections.
	 */
	void goOn(RunningProgram program, int lives) throws IOException {
		if (this == BUSY) {
			pass(Duration.ofMillis(500));
			program.tell("rest", lives);
		}
		program.tell("touch", lives);
	}

	static void pass(Duration time) {
		Awaitility.await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
	}

}
