package io.github.jdbcguard.session.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The begin of a transaction by a session or a transactional scope. Belongs to one
 * thread.
 */
final class Begin {

	private final SessionSource source;

	private final @Nullable ConnectionHolder before;

	private final boolean wasSynchronized = TransactionSynchronizationManager.isSynchronizationActive();

	Begin(SessionSource source) {
		this.source = source;
		this.before = source.boundResource();
	}

	TransactionStatus begin(TransactionDefinition definition) {
		try {
			return this.source.transactionManager().getTransaction(definition);
		}
		catch (RuntimeException | Error ex) {
			release();
			throw ex;
		}
	}

	/**
	 * Where a listener fails after the begin, Spring leaves the connection with the
	 * thread: all that the thread does later would be part of a transaction that nobody
	 * ends.
	 */
	private void release() {
		ConnectionHolder begun = this.source.boundResource();
		if (begun == null || begun == this.before || this.wasSynchronized) {
			return;
		}
		TransactionSynchronizationManager.unbindResource(this.source.dataSource());
		TransactionSynchronizationManager.clear();
		DataSourceUtils.releaseConnection(begun.getConnection(), this.source.dataSource());
	}

}
