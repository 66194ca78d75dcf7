package io.github.jdbcguard.boundary;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A Spring transaction, from before it takes its connection until it is committed or
 * rolled back.
 */
final class TransactionBoundary extends BoundaryScope {

	/**
	 * As Spring names the transaction of a method.
	 */
	private static final Pattern METHOD = Pattern.compile("(?:[\\w$]+\\.)+([A-Z][\\w$]*\\.[\\w$]+)");

	private static final Pattern PROXY = Pattern.compile("\\$\\$\\w+\\$\\$\\w*");

	private final @Nullable String givenName;

	/**
	 * {@code null} once it has ended: an idle connection remembers its last scope, which
	 * must not keep the transaction's resources alive.
	 */
	private volatile @Nullable TransactionExecution execution;

	/**
	 * Belongs to the thread whose transaction it is.
	 */
	private boolean begun;

	TransactionBoundary(TransactionExecution execution, @Nullable BoundaryScope parent) {
		super(parent);
		this.execution = execution;
		String name = execution.getTransactionName();
		this.givenName = (name != null && !name.isEmpty()) ? name : null;
	}

	boolean isOf(TransactionExecution execution) {
		return this.execution == execution;
	}

	/**
	 * Whether it is about to begin, and may take its connection.
	 */
	boolean isBeginning() {
		return !this.begun;
	}

	void begun() {
		this.begun = true;
	}

	void end() {
		this.execution = null;
	}

	/**
	 * Where a completion is not told to listeners, as after a synchronization that failed
	 * before the commit, the transaction knows that it is completed.
	 */
	@Override
	public boolean hasEnded() {
		TransactionExecution execution = this.execution;
		return execution == null || execution.isCompleted();
	}

	@Override
	public String name() {
		String name = this.givenName;
		if (name == null) {
			return "unnamed";
		}
		name = PROXY.matcher(name).replaceAll("");
		var method = METHOD.matcher(name);
		return method.matches() ? method.group(1) : name;
	}

	@Override
	public boolean isTransaction() {
		return true;
	}

	/**
	 * While it begins, and then where it is not suspended, which Spring tells of a
	 * transaction that is synchronized.
	 */
	@Override
	public boolean isInForce() {
		TransactionExecution execution = this.execution;
		if (execution == null || execution.isCompleted()) {
			TransactionBoundaries.current();
			return false;
		}
		return isBeginning() || TransactionSynchronizationManager.isActualTransactionActive()
				|| !(execution instanceof DefaultTransactionStatus status && status.isNewSynchronization());
	}

}
