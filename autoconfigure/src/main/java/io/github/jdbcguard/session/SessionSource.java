package io.github.jdbcguard.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * A DataSource and its transaction manager, and the sessions that work on them. One for
 * each DataSource. Asks for the transaction manager and the template when they are needed
 * first. Safe for use by any number of threads.
 */
public final class SessionSource {

	final Sessions sessions;

	private final String name;

	private final DataSource dataSource;

	private final SingletonSupplier<PlatformTransactionManager> transactionManager;

	private final SessionDataSource sessionDataSource;

	private final SingletonSupplier<SessionTemplate> template;

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
		this.sessionDataSource = new SessionDataSource(this, dataSource);
		this.template = SingletonSupplier.of(() -> new SessionTemplate(this, model.get()));
		this.client = SingletonSupplier.of(() -> JdbcClient.create(this.template.obtain()));
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

	SessionDataSource sessionDataSource() {
		return this.sessionDataSource;
	}

	JdbcTemplate template() {
		return this.template.obtain();
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

	/**
	 * Whether the pool tells what it has lost.
	 */
	boolean isGuarded() {
		try {
			return this.dataSource.isWrapperFor(GuardedDataSource.class);
		}
		catch (SQLException ex) {
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
	 * be bound without one: where another transaction manager's transaction is in
	 * progress.
	 */
	boolean isTransactionCurrent() {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			return false;
		}
		ConnectionHolder holder = boundResource();
		if (holder == null) {
			// As with JTA, whose connections are bound when they are used
			return !(transactionManager() instanceof ResourceTransactionManager);
		}
		try {
			return !holder.getConnection().getAutoCommit();
		}
		catch (SQLException ex) {
			return true;
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
		return holder.isRollbackOnly() || (lease != null && lease.needsRollback());
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
			return connection.isWrapperFor(Lease.class) ? connection.unwrap(Lease.class) : null;
		}
		catch (SQLException | RuntimeException ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return "sessions of DataSource '" + this.name + "'";
	}

}
