package io.github.jdbcguard.pool.hikari.model;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Takes connections and does one step after the other with the last it took, as far as a
 * step makes sense. What fails with an {@link SQLException} is no news; anything else is.
 * Used by one thread.
 */
final class Borrower {

	private static final int MAX_LEASES = 2;

	private final Scene scene;

	private final Deque<Borrowed> leases = new ArrayDeque<>();

	private final Deque<Borrowed> detached = new ArrayDeque<>();

	private Borrowed closed;

	Borrower(Scene scene) {
		this.scene = scene;
	}

	/**
	 * Do all steps, and give everything back.
	 * @return what was detached and is still open
	 */
	List<Borrowed> run(List<Step> steps) throws SQLException {
		for (Step step : steps) {
			Borrowed lease = this.leases.peek();
			try {
				if (lease == null || step == Step.CHECK_OUT_ANOTHER) {
					doWithoutLease(step);
				}
				else {
					doWith(lease, step);
				}
			}
			catch (SQLException ex) {
				if (lease != null) {
					lease.failed();
				}
			}
			if (lease != null && this.leases.peek() == lease) {
				lease.follow();
			}
		}
		while (!this.leases.isEmpty()) {
			giveBack(this.leases.peek());
		}
		return new ArrayList<>(this.detached);
	}

	private void doWithoutLease(Step step) throws SQLException {
		switch (step) {
			case CHECK_OUT, CHECK_OUT_ANOTHER -> {
				if (this.leases.size() < MAX_LEASES) {
					this.leases.push(new Borrowed(this.scene));
				}
			}
			case CLOSE_AGAIN -> {
				if (this.closed != null) {
					this.closed.closeAgain();
				}
			}
			case CLOSE_DETACHED -> {
				if (!this.detached.isEmpty()) {
					this.detached.pop().close();
				}
			}
			default -> this.scene.happens(step);
		}
	}

	private void doWith(Borrowed lease, Step step) throws SQLException {
		switch (step) {
			case CHECK_IN -> giveBack(lease);
			case ABORT -> {
				forget(lease);
				lease.abort();
			}
			case WORK -> lease.work();
			case FAIL_IN_A_STATEMENT -> lease.execute("insert into work values (null)");
			case LOOK_AT_SETTINGS -> lease.lookAtSettings();
			case BEGIN -> lease.setAutoCommit(false);
			case END_TRANSACTIONS -> lease.setAutoCommit(true);
			case COMMIT -> lease.commit();
			case ROLL_BACK -> lease.rollback();
			case CHANGE_ISOLATION -> lease.changeIsolation();
			case CHANGE_SCHEMA -> lease.changeSchema();
			case CHANGE_READ_ONLY -> lease.changeReadOnly();
			case INVALIDATE -> lease.invalidate();
			case DETACH -> {
				lease.detach();
				forget(lease);
				this.detached.push(lease);
			}
			case TERMINATE_OWN_SESSION -> this.scene.terminate(lease.id());
			default -> doWithoutLease(step);
		}
	}

	private void giveBack(Borrowed lease) {
		forget(lease);
		try {
			lease.close();
		}
		catch (SQLException ex) {
			// A commit on return; the lease sees to it that nothing else fails
		}
	}

	private void forget(Borrowed lease) {
		this.leases.remove(lease);
		this.closed = lease;
	}

}
