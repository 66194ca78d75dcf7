package io.github.jdbcguard.pool.hikari;

import io.github.jdbcguard.pool.ForeignConnectionException;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.process.Incarnation;

/**
 * What borrowers are told who hold, or ask for, a connection of another life.
 */
final class ForeignLease {

	private ForeignLease() {
	}

	static ForeignConnectionException inherited(PooledRecord record, Incarnation now) {
		return new ForeignConnectionException(("%s was opened in incarnation %s and inherited through a fork into %s: "
				+ "its socket is shared with the parent process. Close it (nothing is sent) and take another.")
			.formatted(record, record.incarnation, now));
	}

	static ForeignTransactionException transaction(PooledRecord record, Incarnation now) {
		return new ForeignTransactionException(("The transaction on %s was begun in incarnation %s and cannot be "
				+ "continued in %s: none of its work is known to be done. Roll back, close the connection and run the "
				+ "whole unit of work again, where it is right that it runs twice: in a clone the original runs it too.")
			.formatted(record, record.incarnation, now));
	}

	static ForeignConnectionException found(PooledRecord record, Incarnation now) {
		return new ForeignConnectionException(("%s was opened in incarnation %s, and this is %s: it was abandoned, and "
				+ "the checkout refused because of jdbc-guard.process.on-foreign-connection=fail. Set it to 'replace' "
				+ "to get a fresh connection instead.")
			.formatted(record, record.incarnation, now));
	}

	static ForeignConnectionException found(GuardedPool pool, Incarnation then, Incarnation now) {
		return new ForeignConnectionException(("The pool %s was started in incarnation %s, and this is %s: its "
				+ "connections were abandoned, and the checkout refused because of "
				+ "jdbc-guard.process.on-foreign-connection=fail. Set it to 'replace' to get a fresh connection "
				+ "instead.")
			.formatted(pool.name(), then, now));
	}

}
