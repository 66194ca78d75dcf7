package io.github.jdbcguard.process;

import io.github.jdbcguard.process.Incarnation.Origin;

/**
 * {@link IncarnationDetector} that asks the application's own {@link ProcessIdentity}.
 */
final class CustomIdentityDetector implements IncarnationDetector {

	private final ProcessIdentity identity;

	CustomIdentityDetector(ProcessIdentity identity) {
		this.identity = identity;
	}

	@Override
	public Object life() {
		return this.identity.current();
	}

	@Override
	public Origin origin(Object before, Object now) {
		return (now instanceof Incarnation own) ? own.origin() : Origin.DECLARED;
	}

	boolean is(Object life) {
		return this.identity.current().equals(life);
	}

}
