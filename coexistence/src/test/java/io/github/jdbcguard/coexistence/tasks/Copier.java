package io.github.jdbcguard.coexistence.tasks;

import java.util.concurrent.CompletableFuture;

import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.Transactional;

/**
 * Does its work in other threads.
 */
class Copier {

	private final Events events;

	Copier(Events events) {
		this.events = events;
	}

	@Async
	@Transactional
	CompletableFuture<String> copy(String letter) {
		this.events.add("copied", letter);
		return CompletableFuture.completedFuture(letter);
	}

}
