package io.github.jdbcguard.session;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The session in scope, to be injected anywhere. SQLAlchemy's {@code scoped_session}.
 * <p>
 * Which session that is, is found out at each call: the one of the innermost
 * {@link TransactionalScope} or {@link SessionScope} (a web request is one) that the
 * current thread is in; where it is in none, that of the Spring transaction that it is
 * in. What {@link #jdbc()} and {@link #operations()} return may be kept, and asks at each
 * statement.
 * <p>
 * A session takes no connection before its first statement, {@link #begin()} or
 * {@link #beginNested()}. A statement begins a transaction, unless the thread is in one
 * already: then the session works in that one, which belongs to whoever began it.
 * {@link #commit()}, {@link #rollback()} and {@link #close()} end the transaction that
 * the session has begun and give the connection back; the next statement begins another.
 * While a transaction is open everything that works on the same DataSource in the same
 * thread takes part in it: {@code JdbcTemplate}, {@code JdbcClient}, Spring Data, JPA and
 * {@code @Transactional} methods.
 * <p>
 * The bean is safe for use by any number of threads, each of which has its own sessions.
 * One session serves one thread at a time: where a second thread uses it during a call,
 * or while the first has a transaction open, an
 * {@link org.springframework.transaction.IllegalTransactionStateException} names both.
 * <p>
 * Where nothing is in scope every statement, and every method but {@link #jdbc()} and
 * {@link #operations()}, throws a {@link NoSessionException}. An illegal move throws an
 * {@link org.springframework.transaction.IllegalTransactionStateException} that names the
 * state of the session, and the owner of a transaction that is not the session's own.
 * What the connection itself refuses, because it was lost or a statement before has
 * failed, is the {@link org.springframework.dao.DataAccessException} that a template
 * throws for it.
 */
public interface JdbcSession {

	/**
	 * Run SQL in this session.
	 * @return the client, always the same
	 */
	JdbcClient jdbc();

	/**
	 * Run SQL in this session, for what {@link JdbcClient} cannot do.
	 * @return the operations, always the same; no {@code JdbcTemplate}, which could be
	 * copied and used past the session
	 */
	JdbcOperations operations();

	/**
	 * Begin a transaction, which the first statement would do by itself where
	 * transactions are not switched off.
	 * @throws org.springframework.transaction.IllegalTransactionStateException where the
	 * session or the thread is in a transaction
	 */
	void begin();

	/**
	 * Commit what the session has begun, and give the connection back. Does nothing where
	 * no transaction is open.
	 * @throws TransactionOutcomeUnknownException where the connection was lost between
	 * the commit and its answer
	 * @throws org.springframework.transaction.IllegalTransactionStateException where the
	 * session needs a rollback, or the transaction is not its own
	 * @throws RuntimeException what a commit fails with: a
	 * {@link org.springframework.transaction.TransactionException}, or the
	 * {@link org.springframework.dao.DataAccessException} of a constraint that is checked
	 * only then; the session needs a rollback after it
	 */
	void commit();

	/**
	 * Roll back what the session has begun, and give the connection back. Does nothing
	 * where no transaction is open. The way out of {@link #needsRollback()}: quiet on a
	 * connection that was lost.
	 * @throws org.springframework.transaction.IllegalTransactionStateException where the
	 * transaction is not the session's own
	 */
	void rollback();

	/**
	 * Whether a statement would run in a transaction that is open already, the session's
	 * own or another.
	 * @return whether a transaction is open
	 */
	boolean inTransaction();

	/**
	 * Whether the transaction can only be rolled back: its connection was lost, its
	 * commit failed, the server has rolled it back, or a method that took part in it has
	 * marked it.
	 * @return whether nothing but a rollback is possible
	 */
	boolean needsRollback();

	/**
	 * Begin a nested transaction, a SAVEPOINT; before it a transaction where none is
	 * open.
	 * @return the nested transaction, to be closed by the same thread
	 * @throws org.springframework.transaction.NestedTransactionNotSupportedException
	 * where the transaction manager does not support savepoints
	 */
	NestedTransaction beginNested();

	/**
	 * Roll back what is open and give the connection back. The session can be used again.
	 * @throws org.springframework.transaction.IllegalTransactionStateException where the
	 * transaction is not the session's own
	 */
	void close();

}
