package io.github.jdbcguard.session.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Transactional methods that the current thread is in. Asks as a subclass: those who ask
 * from outside get an exception, and its stack, for an answer where there is none.
 */
abstract class Participants extends TransactionAspectSupport {

	private Participants() {
	}

	/**
	 * The innermost {@code @Transactional} method.
	 * @return its transaction, {@code null} where there is none
	 */
	static @Nullable TransactionStatus current() {
		TransactionInfo info = currentTransactionInfo();
		return (info != null) ? info.getTransactionStatus() : null;
	}

	/**
	 * The innermost {@code @Transactional} method, where that has joined a transaction
	 * since another one was the innermost.
	 * @return what it is called in messages, {@code null} where it is the same still, or
	 * has joined none
	 */
	static @Nullable String since(@Nullable TransactionStatus before) {
		TransactionStatus now = current();
		return (now != null && now != before && now.hasTransaction() && !now.isNewTransaction())
				? "transactional method " + Words.quoted(now.getTransactionName()) : null;
	}

}
