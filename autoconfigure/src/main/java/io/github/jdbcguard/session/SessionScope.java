package io.github.jdbcguard.session;

/**
 * A piece of work that sessions belong to: a web request, a message, a job. The
 * application opens its own by {@link SessionRegistry#open(String)}. <pre class="code">
 * try (SessionScope scope = sessions.open("import")) {
 *     importer.run();       // uses JdbcSession
 *     scope.complete();
 * }
 * </pre> Other threads may go on with it, one at a time: each enters it by
 * {@link #attach()}. A transaction belongs to the thread that began it, and is ended by
 * that thread only, at the latest when it leaves the scope. So a scope holds no
 * connection while no thread works in it.
 * <p>
 * Safe for use by any number of threads.
 */
public interface SessionScope extends AutoCloseable {

	/**
	 * What it is called in messages and transactions.
	 * @return the name, without anything that a user has sent
	 */
	String name();

	/**
	 * Call it otherwise from now on.
	 * @param name what it is called in messages
	 */
	void rename(String name);

	/**
	 * Enter it with the current thread, inside of what the thread is in already.
	 * @return what leaves it again
	 * @throws org.springframework.transaction.IllegalTransactionStateException where it
	 * has ended
	 */
	Attachment attach();

	/**
	 * Whether the current thread has a transaction open that a session of this scope has
	 * begun.
	 * @return whether {@link #complete()} has something to do
	 */
	boolean isInTransaction();

	/**
	 * Whether the current thread is inside a call of a session of this scope, has a
	 * stream or a nested transaction of one open, or is in a transactional method or a
	 * {@link TransactionalScope} that takes part in the transaction or has suspended it:
	 * the transaction cannot be ended now.
	 * @return whether a call is in progress
	 */
	boolean isBusy();

	/**
	 * The work of the current thread has ended well: what its sessions have open is
	 * finished as {@link OnCompletion} says. It may go on with new transactions.
	 * @throws TransactionOutcomeUnknownException where a connection was lost between the
	 * commit and its answer
	 * @throws org.springframework.transaction.IllegalTransactionStateException where
	 * something that takes part in the transaction, or has suspended it, has not ended
	 * @throws RuntimeException what a commit fails with: a
	 * {@link org.springframework.transaction.TransactionException}, or the
	 * {@link org.springframework.dao.DataAccessException} of a constraint that is checked
	 * only then; what else is open is rolled back
	 */
	void complete();

	/**
	 * The work of the current thread has failed: what its sessions have open is rolled
	 * back. It may go on with new transactions. Throws nothing.
	 */
	void rollback();

	/**
	 * End it: what the current thread's sessions have open is rolled back, and its
	 * sessions cannot be used any more, by any thread. What another thread has open is
	 * rolled back when that thread closes the scope too, or leaves it. Throws nothing.
	 */
	@Override
	void close();

	/**
	 * A thread's stay in a scope.
	 */
	interface Attachment extends AutoCloseable {

		/**
		 * Leave the scope, and roll back what this thread's sessions have open in it,
		 * unless the thread was in the scope already when it entered. By the thread that
		 * entered: another one does nothing by it. Throws nothing.
		 */
		@Override
		void close();

	}

}
