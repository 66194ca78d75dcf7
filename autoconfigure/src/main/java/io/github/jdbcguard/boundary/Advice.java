package io.github.jdbcguard.boundary;

/**
 * What to do about a broken rule: the usual cause and the fix, for the person at three in
 * the morning.
 */
final class Advice {

	private Advice() {
	}

	static String on(BoundaryRule rule) {
		return switch (rule) {
			case CONCURRENT_USE ->
				"A JDBC connection serves one thread at a time, else results get mixed up. Let each thread take its "
						+ "own connection, or go on only when the other thread is done.";
			case USE_AFTER_CLOSE ->
				"Another borrower may have the connection by now. Usually a connection, statement or result is kept "
						+ "in a field, or returned out of the block that closes it: take a connection for each piece "
						+ "of work.";
			case OPEN_TRANSACTION_ON_RETURN ->
				"The updates are not committed. Usually a commit() is missing after setAutoCommit(false), or was "
						+ "skipped by an exception: commit or roll back before close(), or use @Transactional.";
			case CROSS_THREAD ->
				"A Spring transaction belongs to one thread. Usually @Async, a CompletableFuture or a parallel stream "
						+ "inside of @Transactional got hold of its connection: pass values to the other thread, and "
						+ "let it begin a transaction of its own.";
			case LEAKED_LEASE ->
				"While it is held it is missing in the pool. Usually a getConnection() without a close(), or one "
						+ "that an exception skips: use try-with-resources, or JdbcTemplate. A connection that is "
						+ "meant to live on is declared by lease.handOver() or lease.detach().";
			case NESTED_CHECKOUT ->
				"When all threads do this at once they wait for each other for ever. Usually REQUIRES_NEW, or a "
						+ "getConnection() inside of a transaction: use the connection of the transaction, or do the "
						+ "inner work after the outer has ended. Where the pool is large enough for it, do the "
						+ "inner work inside of NestedCheckouts.permit(..).";
			case LONG_LEASE ->
				"Others may be waiting for it. Usually a remote call, a large loop or a missing close() while the "
						+ "connection is held: take it later, give it back sooner, or raise "
						+ "jdbc-guard.boundary.long-lease-after.";
			case IDLE_IN_TRANSACTION ->
				"The transaction keeps its locks and its connection meanwhile. Usually a remote call inside of "
						+ "@Transactional: move it before or after the transaction, or raise "
						+ "jdbc-guard.boundary.idle-in-transaction-after.";
			case STATE_LEAK ->
				"The next borrower gets it as it was, but who relies on such settings will be surprised. Usually a "
						+ "setter without its counterpart in a finally block: restore the setting before close(), or "
						+ "set it for the whole pool.";
			case OUTSIDE_TRANSACTION ->
				"Each statement commits by itself, so a failure half way leaves half of the work. Usually "
						+ "@Transactional is missing, or is bypassed by a call inside of the same class: put the work "
						+ "into a transaction.";
		};
	}

}
