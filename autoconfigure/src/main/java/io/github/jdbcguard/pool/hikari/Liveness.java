package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.util.ConcurrentBag.IConcurrentBagEntry;
import io.github.jdbcguard.pool.server.Ping;
import io.github.jdbcguard.pool.server.Ping.Answer;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which connections are suspect, and whether they answer. The first suspect that does not
 * condemns the others, and a ping without any answer condemns all that have been silent
 * since: a server that is gone, or a network that swallows everything, costs one
 * validation timeout, not one for each connection.
 * <p>
 * Thread-safe. A connection is asked by who holds it.
 */
final class Liveness {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private static final long SHORT_MILLIS = 500;

	private final GuardedPool pool;

	private final AtomicReference<@Nullable Condemnation> condemnation = new AtomicReference<>();

	Liveness(GuardedPool pool) {
		this.pool = pool;
	}

	/**
	 * Whether the connection has not proved alive since the process stood still, or since
	 * a sibling was lost.
	 */
	boolean isSuspect(PooledRecord record, ProcessState now) {
		return record.epoch.suspicions() != this.pool.epoch().suspicions()
				|| (record.aliveIn != null && record.aliveIn != now);
	}

	/**
	 * Whether the connection is taken for dead without being asked.
	 */
	boolean isCondemned(PooledRecord record, ProcessState now, long idleNanos) {
		Condemnation condemned = this.condemnation.get();
		return condemned != null
				&& (record.epoch.suspicions() < condemned.below()
						|| (record.aliveIn != now && condemned.state() == now))
				&& condemned.since() - record.answeredNanos > 0
				&& condemned.since() - (System.nanoTime() - idleNanos) > 0;
	}

	/**
	 * How long to wait for an answer. The borrower of a statement that went unanswered
	 * has waited already: after that a server that is there is given less time.
	 */
	long budgetMillis(PooledRecord record) {
		long budget = this.pool.original().getValidationTimeout();
		Epoch epoch = this.pool.epoch();
		return (epoch.silent() && record.epoch.suspicions() != epoch.suspicions()) ? Math.min(budget, SHORT_MILLIS)
				: budget;
	}

	/**
	 * Ask a connection, and draw the conclusions for its siblings.
	 * @param record the connection
	 * @param now the state of the process
	 * @param budgetMillis how long to wait for the answer
	 * @return whether it is alive
	 * @throws SQLException if the test query fails on a connection that is alive
	 */
	boolean ask(PooledRecord record, ProcessState now, long budgetMillis) throws SQLException {
		Epoch epoch = this.pool.epoch();
		boolean suspect = isSuspect(record, now);
		long full = budgetMillis(record);
		long began = System.nanoTime();
		Answer answer = Ping.ask(record.raw, this.pool.server(), (int) budgetMillis,
				this.pool.source().connectionTestQuery(), isolatesPings());
		switch (answer) {
			case ALIVE -> record.provedAlive(now, epoch, began);
			case NO_ANSWER -> {
				// Cut short by the end of the borrower's time, it says nothing of others
				if (budgetMillis >= full) {
					condemnSilentSince(record, began);
				}
			}
			case DEAD -> {
				if (suspect) {
					condemnSuspects(now, epoch, began);
				}
				else {
					suspectSiblings(record, false);
				}
			}
		}
		return answer == Answer.ALIVE;
	}

	private boolean isolatesPings() {
		return this.pool.original().isIsolateInternalQueries() && !this.pool.original().isAutoCommit();
	}

	/**
	 * Answer HikariCP. At a checkout it wants to know of a connection that was idle: the
	 * checkout itself will ask, within its time, and replace it in place; HikariCP would
	 * throw the pool entry away, and open the next one in a thread that opens one at a
	 * time. A keepalive is really asked.
	 */
	boolean isValid(PhysicalConnection physical, PooledRecord record) throws SQLException {
		ProcessState now = this.pool.monitor().state();
		if (!record.isOpen() || record.incarnation != now.incarnation()
				|| record.generation != this.pool.generation()) {
			return true;
		}
		IConcurrentBagEntry entry = physical.entry();
		if (entry != null && entry.getState() == IConcurrentBagEntry.STATE_IN_USE) {
			if (this.pool.ages().isIdleTooLong(HikariInternals.idleNanos(entry))) {
				record.doubt();
			}
			return true;
		}
		long idle = (entry != null) ? HikariInternals.idleNanos(entry) : 0;
		if (entry != null && isCondemned(record, now, idle)) {
			this.pool.endings().condemn(record);
			return false;
		}
		if (ask(record, now, this.pool.original().getValidationTimeout())) {
			return true;
		}
		this.pool.endings().invalidate(record);
		return false;
	}

	/**
	 * Make suspects of the siblings of a lost connection, once for each incident, however
	 * many connections are lost in it.
	 * @param lost the lost connection
	 * @param silent whether it was lost because the server said nothing
	 */
	void suspectSiblings(PooledRecord lost, boolean silent) {
		while (true) {
			Epoch epoch = this.pool.epoch();
			long nanos = System.nanoTime();
			if (epoch.covers(lost.epoch, nanos)) {
				return;
			}
			if (this.pool.advance(epoch, epoch.afterSuspicion(nanos, silent))) {
				logger.info("{}: after the loss of {} the other connections are pinged before their next use",
						this.pool.name(), lost);
				return;
			}
		}
	}

	/**
	 * Condemn all connections that have not answered since a moment.
	 */
	void condemnSilentSince(PooledRecord silent, long nanos) {
		Epoch epoch = this.pool.epoch();
		ProcessState now = this.pool.monitor().state();
		if (epoch.covers(silent.epoch, System.nanoTime())) {
			condemn(new Condemnation(now, epoch.suspicions(), nanos));
			return;
		}
		condemn(new Condemnation(now, epoch.suspicions() + 1, nanos));
		// So that none of them is handed out without a look; whoever has advanced the
		// epoch meanwhile has done it already
		if (this.pool.advance(epoch, epoch.afterSuspicion(System.nanoTime(), epoch.silent()))) {
			logger.warn("{}: {} gave no answer for {} ms, so connections that have been silent since then are replaced",
					this.pool.name(), silent, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos));
		}
	}

	private void condemnSuspects(ProcessState now, Epoch epoch, long began) {
		condemn(new Condemnation(now, epoch.suspicions(), began));
	}

	private void condemn(Condemnation latest) {
		this.condemnation.accumulateAndGet(latest, (then, next) -> (then != null) ? then.and(next) : next);
	}

	/**
	 * Which connections are taken for dead unless they have answered since.
	 *
	 * @param state the state of the process in which those are condemned that have not
	 * proved alive in it
	 * @param below connections are condemned that proved alive before this many
	 * suspicions
	 * @param since from when on an answer saves them, by {@link System#nanoTime()}
	 */
	private record Condemnation(ProcessState state, long below, long since) {

		Condemnation and(Condemnation next) {
			return new Condemnation(next.state, Math.max(this.below, next.below),
					(this.since - next.since > 0) ? this.since : next.since);
		}

	}

}
