package io.github.jdbcguard.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.session.SessionRegistry;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is left in threads that go back.
 */
class Leftovers {

	private final SessionRegistry registry;

	private final Witness witness;

	private final List<String> found = new CopyOnWriteArrayList<>();

	Leftovers(SessionRegistry registry, Witness witness) {
		this.registry = registry;
		this.witness = witness;
	}

	void look() {
		this.witness.lookWhatIsLeftBehind();
		if (this.registry.current() != null) {
			this.found.add(this.registry.current().name());
		}
		if (TransactionSynchronizationManager.isSynchronizationActive()
				|| !TransactionSynchronizationManager.getResourceMap().isEmpty()) {
			this.found.add("transaction in " + Thread.currentThread().getName());
		}
		this.witness.scopesLeftBehind().forEach((scope) -> this.found.add(scope.name()));
	}

	List<String> found() {
		return this.found;
	}

}
