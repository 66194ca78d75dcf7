package io.github.jdbcguard.session;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;

/**
 * A block of work in a transaction: begin, run, commit or roll back, close. SQLAlchemy's
 * {@code session_scope()} and {@code sessionmaker.begin()}. Everything that works on the
 * same DataSource in the block takes part; nested calls join, unless
 * {@link #propagation(Propagation)} says otherwise. <pre class="code">
 * transactions.retry(3).run((session) -&gt; {
 *     session.jdbc().sql("update ...").update();
 * });
 * </pre> Immutable, and safe for use by any number of threads: each setting returns
 * another scope. Settings mean what they mean in {@code @Transactional}.
 * <p>
 * Where a statement fails and the work goes on as if it had not, the server may have
 * rolled back what was done before. Then nothing is committed, and an
 * {@link org.springframework.transaction.UnexpectedRollbackException} names the failure.
 * A scope that was opened in the work and left open is rolled back with it, and an
 * {@link org.springframework.transaction.IllegalTransactionStateException} names it.
 * <p>
 * On a DataSource that is not guarded less is known. A commit without an answer is told
 * from one that was refused by its SQLState. Work whose connection was lost is not run
 * again, for nobody knows whether that was before the commit, or whose connection it was.
 * A failed statement that is ignored is noticed where it went through the session, and
 * not on PostgreSQL, whose driver takes the rollback for a commit.
 */
public interface TransactionalScope {

	/**
	 * Do work in a transaction. Whatever it throws rolls it back, and comes out as it is.
	 * @param <T> the type of the result
	 * @param <X> what the work throws
	 * @param work the work; where retries are set it may be done more than once
	 * @return what the work returns
	 * @throws X what the work throws
	 * @throws TransactionOutcomeUnknownException where the connection was lost between
	 * the commit and its answer; never retried
	 */
	<T extends @Nullable Object, X extends Exception> T call(ScopeCallback<T, X> work) throws X;

	/**
	 * Do work in a transaction. Whatever it throws rolls it back, and comes out as it is.
	 * @param <X> what the work throws
	 * @param work the work; where retries are set it may be done more than once
	 * @throws X what the work throws
	 * @throws TransactionOutcomeUnknownException where the connection was lost between
	 * the commit and its answer; never retried
	 */
	default <X extends Exception> void run(ScopeAction<X> work) throws X {
		this.<Boolean, X>call((session) -> {
			work.run(session);
			return true;
		});
	}

	/**
	 * Begin a transaction for a try-with-resources block, which rolls back unless
	 * {@link OpenScope#commit()} was called.
	 * @return the open scope
	 * @throws IllegalStateException where retries are set: a block that is written in
	 * place cannot be run again
	 */
	OpenScope open();

	/**
	 * The same with a transaction that only reads.
	 * @return another scope
	 */
	TransactionalScope readOnly();

	/**
	 * The same in another isolation.
	 * @param isolation the isolation
	 * @return another scope
	 */
	TransactionalScope isolation(Isolation isolation);

	/**
	 * The same with a timeout, to the second: a fraction counts as a whole one.
	 * @param timeout the longest time that the transaction may take, more than zero
	 * @return another scope
	 */
	TransactionalScope timeout(Duration timeout);

	/**
	 * The same with another propagation.
	 * @param propagation the propagation
	 * @return another scope
	 */
	TransactionalScope propagation(Propagation propagation);

	/**
	 * The same under another name.
	 * @param name the name of the transaction in messages
	 * @return another scope
	 */
	TransactionalScope name(String name);

	/**
	 * The same with retries, with the configured delays between them. Only the call that
	 * began the transaction runs its work again, and only where that is safe: after a
	 * serialization failure, a deadlock, or where the connection was lost before the
	 * commit was sent. Each time in another session and transaction. What the work does
	 * elsewhere, in transactions of its own or by remote calls, it does again; inside of
	 * a transaction of another DataSource it is not run again. The failures of earlier
	 * runs are suppressed exceptions of the last.
	 * @param maxRetries how many times the work may be done again; zero for none
	 * @return another scope
	 */
	TransactionalScope retry(long maxRetries);

	/**
	 * The same with retries as given by a policy of Spring's own; what it does not want
	 * to retry is not, and what is not safe to run again is not either.
	 * @param policy the policy
	 * @return another scope
	 */
	TransactionalScope retry(RetryPolicy policy);

	/**
	 * The same for work that may also be run again where the process was restored from a
	 * snapshot in the middle of it. Only for work that may be done twice: in a clone, the
	 * original does it too. Never in a forked child. Where no retries are set, it is run
	 * again once, and for no other reason.
	 * @param retry whether to run it again
	 * @return another scope
	 */
	TransactionalScope retryAfterRestore(boolean retry);

}
