package io.github.jdbcguard.faults.boundary;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseWatch;
import org.jspecify.annotations.Nullable;

/**
 * Wants to be told of everything, writes it down, and refuses it where it is told to.
 * Thread-safe.
 */
final class RecordingWatch implements LeaseWatch {

	private final List<String> seen = new CopyOnWriteArrayList<>();

	private volatile boolean refusing;

	/**
	 * What was seen so far.
	 */
	List<String> seen() {
		return List.copyOf(this.seen);
	}

	void refuse() {
		this.refusing = true;
	}

	private void note(String what) throws SQLException {
		this.seen.add(what);
		if (this.refusing) {
			throw new SQLException(what, "0A000");
		}
	}

	@Override
	public boolean watchesCalls() {
		return true;
	}

	@Override
	public boolean watchesAutocommit() {
		return false;
	}

	@Override
	public boolean watchesNesting() {
		return true;
	}

	@Override
	public boolean watchesOrigins() {
		return true;
	}

	@Override
	public void usedConcurrently(Lease lease, @Nullable Thread inside) throws SQLException {
		note("concurrent: " + Thread.currentThread().getName() + " while "
				+ ((inside != null) ? inside.getName() : "?"));
	}

	@Override
	public void usedAcrossThreads(Lease lease) throws SQLException {
		note("across: " + Thread.currentThread().getName() + " instead of " + lease.borrower().getName());
	}

	@Override
	public void usedAfterClose(Lease lease) throws SQLException {
		note("after close");
	}

	@Override
	public void returnedInTransaction(Lease lease) throws SQLException {
		note("in transaction");
	}

	@Override
	public void settingsLeft(Lease lease, List<LeftSetting> settings) throws SQLException {
		note(settings.stream()
			.map((setting) -> setting.name() + " " + setting.pristine() + " -> " + setting.left())
			.collect(Collectors.joining(", ")));
	}

	@Override
	public void mustWait(List<HeldLease> held) throws SQLException {
		note("waits while holding " + held.size());
	}

}
