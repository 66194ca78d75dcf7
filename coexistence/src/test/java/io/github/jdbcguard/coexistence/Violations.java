package io.github.jdbcguard.coexistence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.boundary.ViolationListener;

/**
 * Keeps all violations that an application hears of.
 */
final class Violations implements ViolationListener {

	private final LinkedBlockingQueue<Violation> seen = new LinkedBlockingQueue<>();

	@Override
	public void violated(Violation violation) {
		this.seen.add(violation);
	}

	/**
	 * What was seen since the last call.
	 * @return the violations, the oldest first
	 */
	List<Violation> take() {
		List<Violation> taken = new ArrayList<>();
		this.seen.drainTo(taken);
		return taken;
	}

}
