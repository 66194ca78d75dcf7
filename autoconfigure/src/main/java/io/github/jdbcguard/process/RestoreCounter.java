package io.github.jdbcguard.process;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.github.jdbcguard.process.Incarnation.Origin;

/**
 * {@link IncarnationDetector} of the lives that were announced: by the hooks of CRaC, or
 * by the application.
 */
final class RestoreCounter implements IncarnationDetector {

	private final AtomicReference<Announced> last = new AtomicReference<>(
			new Announced(0, Origin.STARTED, "the process started"));

	void count(Origin origin, String reason) {
		this.last.updateAndGet((before) -> new Announced(Objects.requireNonNull(before).count() + 1, origin, reason));
	}

	@Override
	public Object life() {
		return Objects.requireNonNull(this.last.get());
	}

	@Override
	public Origin origin(Object before, Object now) {
		return ((Announced) now).origin();
	}

	private record Announced(long count, Origin origin, String reason) {

		@Override
		public String toString() {
			return this.reason;
		}

	}

}
