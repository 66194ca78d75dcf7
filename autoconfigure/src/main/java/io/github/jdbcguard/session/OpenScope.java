package io.github.jdbcguard.session;

/**
 * A transaction from {@link TransactionalScope#open()} to {@link #close()}, for
 * try-with-resources. For the thread that opened it. <pre class="code">
 * try (OpenScope scope = transactions.open()) {
 *     scope.session().jdbc().sql("update ...").update();
 *     scope.commit();
 * }
 * </pre>
 */
public interface OpenScope extends AutoCloseable {

	/**
	 * The session of this scope, the same that a {@link JdbcSession} bean leads to while
	 * the scope is open.
	 * @return the session
	 * @throws org.springframework.transaction.IllegalTransactionStateException where the
	 * scope has ended
	 */
	JdbcSession session();

	/**
	 * Commit, and end the scope. Where it has joined another transaction that one goes
	 * on.
	 * @throws TransactionOutcomeUnknownException where the connection was lost between
	 * the commit and its answer
	 * @throws org.springframework.transaction.IllegalTransactionStateException where the
	 * scope has ended, or is not the thread's innermost
	 */
	void commit();

	/**
	 * Roll back, and end the scope. Where it has joined another transaction that one can
	 * only be rolled back any more.
	 * @throws org.springframework.transaction.IllegalTransactionStateException where the
	 * scope has ended, or is not the thread's innermost
	 */
	void rollback();

	/**
	 * Roll back, unless it was committed or rolled back.
	 */
	@Override
	void close();

}
