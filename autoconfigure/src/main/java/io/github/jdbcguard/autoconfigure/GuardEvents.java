package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.boundary.BoundaryViolationEvent;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.boundary.ViolationListener;
import io.github.jdbcguard.pool.GenerationRetiredEvent;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.IncarnationChangedEvent;
import io.github.jdbcguard.process.IncarnationListener;
import io.github.jdbcguard.process.ProcessMonitor;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the application what monitor, pools and rules tell their listeners.
 */
final class GuardEvents {

	private final ApplicationEventPublisher publisher;

	GuardEvents(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	void publishFrom(ProcessMonitor monitor) {
		monitor.addListener(new IncarnationListener() {

			@Override
			public void incarnationChanged(Incarnation previous, Incarnation current) {
				GuardEvents.this.publisher.publishEvent(new IncarnationChangedEvent(monitor, previous, current));
			}

			@Override
			public String toString() {
				return "The publisher of IncarnationChangedEvent";
			}

		});
	}

	void publishFrom(GuardedDataSource dataSource) {
		dataSource.addListener(new PoolListener() {

			@Override
			public void generationRetired(GuardedDataSource pool, long generation) {
				GuardEvents.this.publisher.publishEvent(new GenerationRetiredEvent(pool, generation));
			}

			@Override
			public String toString() {
				return "The publisher of GenerationRetiredEvent";
			}

		});
	}

	ViolationListener publisherFor(BoundaryGuard guard) {
		return new ViolationListener() {

			@Override
			public void violated(Violation violation) {
				GuardEvents.this.publisher.publishEvent(new BoundaryViolationEvent(guard, violation));
			}

			@Override
			public String toString() {
				return "The publisher of BoundaryViolationEvent";
			}

		};
	}

}
