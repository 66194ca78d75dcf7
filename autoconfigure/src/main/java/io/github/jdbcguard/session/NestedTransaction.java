package io.github.jdbcguard.session;

/**
 * A part of a transaction that can be rolled back by itself, see
 * {@link JdbcSession#beginNested()}. SQLAlchemy's {@code begin_nested()}. For the thread
 * that began it. <pre class="code">
 * try (NestedTransaction attempt = session.beginNested()) {
 *     session.jdbc().sql("insert ...").update();
 *     attempt.release();
 * }
 * </pre>
 */
public interface NestedTransaction extends AutoCloseable {

	/**
	 * Keep the work: it is committed or rolled back with the transaction around it. Those
	 * nested in this one are kept too.
	 * @throws org.springframework.transaction.IllegalTransactionStateException where it,
	 * or the transaction around it, has ended
	 */
	void release();

	/**
	 * Roll the work back, and leave the transaction around it usable. Those nested in
	 * this one are rolled back too.
	 * @throws org.springframework.transaction.IllegalTransactionStateException where it,
	 * or the transaction around it, has ended
	 */
	void rollback();

	/**
	 * Roll the work back, unless it was released or rolled back, or the transaction
	 * around it has ended.
	 */
	@Override
	void close();

}
