package io.github.jdbcguard.web;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.boundary.ViolationListener;
import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.LeaseScope;

/**
 * Uses connections rightly and wrongly, and sees what is reported of it.
 */
class Witness implements ViolationListener {

	private final DataSource dataSource;

	private final List<Violation> violations = new CopyOnWriteArrayList<>();

	private final Queue<Connection> leaked = new ConcurrentLinkedQueue<>();

	private final List<LeaseScope> leftBehind = new CopyOnWriteArrayList<>();

	private final Semaphore slow = new Semaphore(0);

	private final AtomicInteger waiting = new AtomicInteger();

	Witness(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	@Override
	public void violated(Violation violation) {
		this.violations.add(violation);
	}

	List<Violation> violations() {
		return this.violations;
	}

	Connection take() {
		try {
			return this.dataSource.getConnection();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void leak() {
		leak(take());
	}

	void leak(Connection connection) {
		this.leaked.add(connection);
	}

	void use() {
		giveBack(take());
	}

	void giveBack(Connection connection) {
		try (connection) {
			connection.isValid(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void giveBack() {
		for (Connection connection = this.leaked.poll(); connection != null; connection = this.leaked.poll()) {
			giveBack(connection);
		}
	}

	void waitUntilTold() {
		this.waiting.incrementAndGet();
		boolean told = false;
		while (!told) {
			try {
				told = this.slow.tryAcquire(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				// The timeout of the request, which this is to outlast
			}
		}
		this.waiting.decrementAndGet();
	}

	boolean isAwaited() {
		return this.waiting.get() > 0;
	}

	void goOn() {
		this.slow.release();
	}

	void lookWhatIsLeftBehind() {
		LeaseScope scope = Borrower.current().scope();
		if (scope != null) {
			this.leftBehind.add(scope);
		}
	}

	List<LeaseScope> scopesLeftBehind() {
		return this.leftBehind;
	}

}
