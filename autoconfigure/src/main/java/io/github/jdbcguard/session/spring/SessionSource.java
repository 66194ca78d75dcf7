package io.github.jdbcguard.session.spring;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.TransactionalScope;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * A DataSource and its transaction manager, and the sessions that work on them. One for
 * each DataSource. Asks for the transaction manager and the template when they are needed
 * first. Safe for use by any number of threads.
 */
public final class SessionSource {

	private static final TransactionDefinition JOIN = joining();

	final Sessions sessions;

	private final String name;

	private final DataSource dataSource;

	private final SingletonSupplier<PlatformTransactionManager> transactionManager;

	private final SingletonSupplier<JdbcTemplate> template;

	private final SingletonSupplier<JdbcOperations> operations;

	private final SingletonSupplier<JdbcClient> client;

	private final CurrentSession session = new CurrentSession(this);

	/**
	 * Create a source.
	 * @param sessions knows which scope each thread is in
	 * @param name what the DataSource is called in messages: the name of its bean
	 * @param dataSource the DataSource, the same object that the transaction manager
	 * works with
	 * @param transactionManager the transaction manager of that DataSource
	 * @param model the template whose settings the sessions' own takes over
	 */
	public SessionSource(Sessions sessions, String name, DataSource dataSource,
			Supplier<PlatformTransactionManager> transactionManager, Supplier<JdbcTemplate> model) {
		this.sessions = sessions;
		this.name = name;
		this.dataSource = dataSource;
		this.transactionManager = SingletonSupplier.of(transactionManager);
		this.template = SingletonSupplier.of(() -> SessionOperations.template(this, model.get()));
		this.operations = SingletonSupplier.of(() -> SessionOperations.create(this, this.template.obtain()));
		this.client = SingletonSupplier.of(() -> new SessionClient(this, JdbcClient.create(this.template.obtain())));
	}

	/**
	 * Of any transaction, one that only reads too.
	 */
	private static TransactionDefinition joining() {
		DefaultTransactionDefinition joining = new DefaultTransactionDefinition(
				TransactionDefinition.PROPAGATION_MANDATORY);
		joining.setReadOnly(true);
		return joining;
	}

	/**
	 * The session in scope.
	 * @return the session, the same for all threads and scopes
	 */
	public JdbcSession session() {
		return this.session;
	}

	/**
	 * Transactional scopes on this DataSource.
	 * @param defaults what they do where nothing else is said
	 * @return a scope with these defaults, for any number of threads
	 */
	public TransactionalScope transactions(ScopeDefaults defaults) {
		return new ScopedTransactions(this, defaults);
	}

	/**
	 * What the DataSource is called.
	 */
	String name() {
		return this.name;
	}

	PlatformTransactionManager transactionManager() {
		return this.transactionManager.obtain();
	}

	JdbcOperations operations() {
		return this.operations.obtain();
	}

	JdbcClient client() {
		return this.client.obtain();
	}

	/**
	 * The session that the current thread is in.
	 * @param call what is to be done with it
	 * @throws NoSessionException where it is in none
	 */
	ScopedSession current(String call) {
		ScopedSession current = this.sessions.find(this);
		if (current == null) {
			throw Refusals.noSession(this, call);
		}
		return current;
	}

	/**
	 * A statement of the current thread's session has failed.
	 */
	void failed(SQLException failure) {
		ScopedSession current = this.sessions.find(this);
		if (current != null) {
			current.failed(failure);
		}
	}

	DataSource dataSource() {
		return this.dataSource;
	}

	/**
	 * Whether the pool tells what it has lost.
	 */
	boolean isGuarded() {
		try {
			return this.dataSource.isWrapperFor(GuardedDataSource.class);
		}
		catch (SQLException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * What the transaction manager has bound to the thread for this DataSource.
	 */
	@Nullable ConnectionHolder boundResource() {
		return (ConnectionHolder) TransactionSynchronizationManager.getResource(this.dataSource);
	}

	/**
	 * Whether a statement of the current thread runs in a transaction. A connection may
	 * be bound without one, and be in autocommit or not: where another transaction
	 * manager's transaction is in progress.
	 */
	boolean isTransactionCurrent() {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			return false;
		}
		ConnectionHolder holder = boundResource();
		if (holder == null || holder.getConnectionHandle() == null) {
			// As with JTA, whose connections are bound when they are used, and taken
			// again
			// after a transaction in between
			return !(transactionManager() instanceof ResourceTransactionManager);
		}
		try {
			return !holder.getConnection().getAutoCommit()
					&& (isBeingCompleted() || isInTransaction(transactionManager()));
		}
		catch (SQLException ex) {
			return true;
		}
	}

	/**
	 * Whether the callbacks after a completion run: to join it would begin a
	 * synchronization that nobody ends.
	 */
	private static boolean isBeingCompleted() {
		return !TransactionSynchronizationManager.isSynchronizationActive();
	}

	/**
	 * Joining a transaction has no effect until something is done with the status.
	 */
	private static boolean isInTransaction(PlatformTransactionManager manager) {
		try {
			manager.getTransaction(JOIN);
			return true;
		}
		catch (IllegalTransactionStateException ex) {
			return false;
		}
	}

	/**
	 * Whether the transaction that the current thread is in can only be rolled back.
	 */
	boolean isRollbackOnly() {
		ConnectionHolder holder = boundResource();
		if (holder == null || !isTransactionCurrent()) {
			return false;
		}
		Lease lease = currentLease();
		return holder.isRollbackOnly() || (lease != null && (lease.needsRollback() || lease.undoneBy() != null));
	}

	/**
	 * The lease of the transaction that the current thread is in.
	 * @return the lease, {@code null} where there is none, or the DataSource is not
	 * guarded
	 */
	@Nullable Lease currentLease() {
		ConnectionHolder holder = boundResource();
		if (holder == null) {
			return null;
		}
		try {
			Connection connection = holder.getConnection();
			return (!isVacant(connection) && connection.isWrapperFor(Lease.class)) ? connection.unwrap(Lease.class)
					: null;
		}
		catch (SQLException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Whether it stands for one that was not fetched yet, and would be by the question
	 * what it wraps. Only its words tell, without that.
	 */
	private static boolean isVacant(Connection connection) {
		return Proxy.isProxyClass(connection.getClass())
				&& connection.toString().startsWith("Lazy Connection proxy for target DataSource");
	}

	@Override
	public String toString() {
		return "sessions of DataSource '" + this.name + "'";
	}

}
