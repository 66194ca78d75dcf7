package io.github.jdbcguard.coexistence.tasks;

import java.util.concurrent.CompletableFuture;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends letters in transactions, and says so.
 */
class Letters {

	private final Events events;

	private final Copier copier;

	private final ApplicationEventPublisher publisher;

	Letters(Events events, Copier copier, ApplicationEventPublisher publisher) {
		this.events = events;
		this.copier = copier;
		this.publisher = publisher;
	}

	CompletableFuture<String> copyLater(String letter) {
		return this.copier.copy(letter);
	}

	@Transactional
	void send(String letter) {
		this.events.add("sent", letter);
		this.publisher.publishEvent(new Sent(letter));
	}

	@Transactional
	void sendWithCopy(String letter) {
		this.events.add("sent", letter);
		this.copier.copy(letter).join();
		this.events.count();
	}

	@Transactional
	void sendAndFail(String letter) {
		send(letter);
		throw new IllegalStateException("No stamp");
	}

	/**
	 * Published in the transaction.
	 *
	 * @param letter what was sent
	 */
	record Sent(String letter) {

	}

}
