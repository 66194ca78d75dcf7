package io.github.jdbcguard.pool.hikari;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.jdbcguard.pool.LeaseReport;
import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of one pool: one for all timeouts of 10 seconds, made by the first of them
 * in its own thread, and logged. The others go on at once, with a reference to what is
 * being made. Thread-safe and without a lock, which a forked child could inherit.
 */
final class LeaseReports {

	static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private static final long PATIENCE_MILLIS = 1000;

	private final Supplier<LeaseReport> reporter;

	private final Supplier<Incarnation> life;

	private final LongSupplier nanos;

	private final AtomicReference<@Nullable Shared> shared = new AtomicReference<>();

	LeaseReports(Supplier<LeaseReport> reporter, Supplier<Incarnation> life, LongSupplier nanos) {
		this.reporter = reporter;
		this.life = life;
		this.nanos = nanos;
	}

	/**
	 * The report for a timeout that occurs now.
	 * @return what gives it
	 */
	Supplier<LeaseReport> current() {
		Incarnation incarnation = this.life.get();
		long now = this.nanos.getAsLong();
		Shared last = this.shared.get();
		while (last == null || !last.isFor(incarnation, now)) {
			Shared own = new Shared(this.reporter, incarnation, now);
			if (this.shared.compareAndSet(last, own)) {
				own.make();
				return own;
			}
			last = this.shared.get();
		}
		return last;
	}

	/**
	 * A report that is being made, or has been.
	 */
	private static final class Shared implements Supplier<LeaseReport> {

		private final Supplier<LeaseReport> reporter;

		private final FutureTask<LeaseReport> report;

		private final Incarnation incarnation;

		private final long since;

		Shared(Supplier<LeaseReport> reporter, Incarnation incarnation, long since) {
			this.reporter = reporter;
			this.report = new FutureTask<>(reporter::get);
			this.incarnation = incarnation;
			this.since = since;
		}

		/**
		 * Whether it serves a timeout. A report of another life of the process knows
		 * nothing of this one, and may never be finished here.
		 */
		boolean isFor(Incarnation incarnation, long now) {
			return this.incarnation == incarnation && now - this.since < LIFETIME_NANOS;
		}

		void make() {
			this.report.run();
			if (logger.isWarnEnabled()) {
				logger.warn("No connection in time. {}", get());
			}
		}

		@Override
		public LeaseReport get() {
			try {
				return this.report.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException | TimeoutException ex) {
				logger.debug("The report that others wait for could not be made", ex);
			}
			return this.reporter.get();
		}

	}

}
