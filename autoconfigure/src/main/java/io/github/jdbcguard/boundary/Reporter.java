package io.github.jdbcguard.boundary;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of violations: in the log, at most once in ten minutes for each place in the
 * code, and to listeners. Thread-safe.
 */
final class Reporter {

	static final int PLACES = 1000;

	static final Duration EVERY = Duration.ofMinutes(10);

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.boundary");

	private static final ThreadLocal<Boolean> TELLING = new ThreadLocal<>();

	private final Iterable<? extends ViolationListener> listeners;

	private final LogLimit limit;

	Reporter(Iterable<? extends ViolationListener> listeners, LogLimit limit) {
		this.listeners = listeners;
		this.limit = limit;
	}

	/**
	 * Ask whether to log.
	 * @param rule the rule that was broken
	 * @param frame the application's frame
	 * @param instead what stands for the place where there is no such frame
	 * @return as {@link LogLimit#admit(Object)}
	 */
	int admit(BoundaryRule rule, @Nullable StackTraceElement frame, String instead) {
		return this.limit.admit(new Place(rule, Objects.requireNonNullElse(frame, instead)));
	}

	void log(Violation violation, int heldBack) {
		if (heldBack > 0) {
			logger.warn("{} ({} more at this place since it was logged last)", violation.message(), heldBack);
		}
		else {
			logger.warn(violation.message());
		}
	}

	/**
	 * Tell the listeners. What a listener itself breaks is not told to listeners: that
	 * would not end.
	 * @param ofPool those that are told of the violations of one pool only
	 */
	void tell(Violation violation, Iterable<ViolationListener> ofPool) {
		if (TELLING.get() != null) {
			return;
		}
		TELLING.set(true);
		try {
			for (ViolationListener listener : ofPool) {
				tell(listener, violation);
			}
			for (ViolationListener listener : this.listeners) {
				tell(listener, violation);
			}
		}
		catch (Exception | LinkageError ex) {
			logger.warn("The listeners could not be told of a violation of {}", violation.rule(), ex);
		}
		finally {
			TELLING.remove();
		}
	}

	private static void tell(ViolationListener listener, Violation violation) {
		try {
			listener.violated(violation);
		}
		catch (Exception | LinkageError | AssertionError ex) {
			logger.warn("{} failed when it was told of a violation of {}", listener, violation.rule(), ex);
		}
	}

	void lookFailed(Throwable failure) {
		if (this.limit.admit(failure.getClass()) != LogLimit.HELD_BACK) {
			logger.warn("What a pool has on lease could not be looked at", failure);
		}
	}

	/**
	 * Where something is logged only once in a while.
	 */
	private record Place(BoundaryRule rule, Object where) {

	}

}
