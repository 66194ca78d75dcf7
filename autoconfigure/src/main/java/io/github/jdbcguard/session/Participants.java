package io.github.jdbcguard.session;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Methods that have joined a transaction and have not returned yet.
 */
final class Participants {

	private Participants() {
	}

	/**
	 * The innermost {@code @Transactional} method that the current thread is in and that
	 * has joined a transaction.
	 * @return the name of the method, {@code null} where it is in none
	 */
	static @Nullable String innermost() {
		try {
			TransactionStatus status = TransactionAspectSupport.currentTransactionStatus();
			return (status.hasTransaction() && !status.isNewTransaction()) ? Words.quoted(status.getTransactionName())
					: null;
		}
		catch (NoTransactionException ex) {
			return null;
		}
	}

}
