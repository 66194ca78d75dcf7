package io.github.jdbcguard.coexistence.tasks;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.Transactional;

/**
 * Work that is due every few milliseconds, in a transaction and without.
 */
class Clock {

	private final Events events;

	Clock(Events events) {
		this.events = events;
	}

	@Scheduled(fixedDelay = 20)
	@Transactional
	void tick() {
		this.events.add("tick", "clock");
		this.events.count();
	}

	@Scheduled(fixedRate = 30)
	void read() {
		this.events.count();
		this.events.add("read", "clock");
	}

}
