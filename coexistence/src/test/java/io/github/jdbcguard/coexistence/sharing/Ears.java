package io.github.jdbcguard.coexistence.sharing;

import java.util.ArrayList;
import java.util.List;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Hears what has become of the transactions that events were published in.
 */
class Ears {

	private final List<String> heard = new ArrayList<>();

	private final ApplicationEventPublisher mouth;

	Ears(ApplicationEventPublisher mouth) {
		this.mouth = mouth;
	}

	void say(String what) {
		this.mouth.publishEvent(new Said(what));
	}

	@TransactionalEventListener
	void committed(Said said) {
		this.heard.add("committed " + said.what());
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
	void rolledBack(Said said) {
		this.heard.add("rolled back " + said.what());
	}

	List<String> take() {
		List<String> taken = List.copyOf(this.heard);
		this.heard.clear();
		return taken;
	}

	/**
	 * What is published.
	 *
	 * @param what anything
	 */
	record Said(String what) {

	}

}
