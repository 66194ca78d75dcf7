package io.github.jdbcguard.session.spring;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.jdbcguard.session.OpenScope;
import io.github.jdbcguard.session.ScopeCallback;
import io.github.jdbcguard.session.TransactionalScope;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.util.Assert;

/**
 * The {@link TransactionalScope} of a DataSource. Immutable and thread-safe.
 */
final class ScopedTransactions implements TransactionalScope {

	private static final String UNNAMED = "transactional scope";

	private final SessionSource source;

	private final ScopeDefaults defaults;

	private final TransactionDefinition definition;

	private final @Nullable RetryPolicy retry;

	private final boolean afterRestore;

	ScopedTransactions(SessionSource source, ScopeDefaults defaults) {
		this(source, defaults, new DefaultTransactionDefinition(),
				(defaults.maxRetries() > 0) ? defaults.policies().apply(defaults.maxRetries()) : null,
				defaults.retryAfterRestore());
	}

	private ScopedTransactions(SessionSource source, ScopeDefaults defaults, TransactionDefinition definition,
			@Nullable RetryPolicy retry, boolean afterRestore) {
		this.source = source;
		this.defaults = defaults;
		this.definition = definition;
		this.retry = retry;
		this.afterRestore = afterRestore;
	}

	@Override
	public <T extends @Nullable Object, X extends Exception> T call(ScopeCallback<T, X> work) throws X {
		Assert.notNull(work, "'work' must not be null");
		if (this.retry == null && !this.afterRestore) {
			return new ScopeAttempt(this).run(work);
		}
		return new ScopeRetries(this, this.retry, this.afterRestore).call(work);
	}

	@Override
	public OpenScope open() {
		Assert.state(this.retry == null,
				() -> "open() on the transactional scope '" + name() + "', which has retries: a block that is written "
						+ "in place cannot be run again. Use call() or run(), or retry(0) for this block");
		return begin();
	}

	ScopeTransaction begin() {
		return new ScopeTransaction(this.source, this.definition, name());
	}

	SessionSource source() {
		return this.source;
	}

	/**
	 * Whether its transactions are their own, wherever it is called.
	 */
	boolean beginsAnew() {
		return this.definition.getPropagationBehavior() == TransactionDefinition.PROPAGATION_REQUIRES_NEW;
	}

	String name() {
		String name = this.definition.getName();
		return (name != null) ? name : UNNAMED;
	}

	@Override
	public TransactionalScope readOnly() {
		return with((definition) -> definition.setReadOnly(true));
	}

	@Override
	public TransactionalScope isolation(Isolation isolation) {
		return with((definition) -> definition.setIsolationLevel(isolation.value()));
	}

	@Override
	public TransactionalScope timeout(Duration timeout) {
		Assert.isTrue(timeout.compareTo(Duration.ZERO) > 0, () -> "'timeout' must be more than zero, not " + timeout);
		long seconds = Math.min(timeout.toSeconds(), Integer.MAX_VALUE - 1) + ((timeout.getNano() > 0) ? 1 : 0);
		return with((definition) -> definition.setTimeout((int) seconds));
	}

	@Override
	public TransactionalScope propagation(Propagation propagation) {
		return with((definition) -> definition.setPropagationBehavior(propagation.value()));
	}

	@Override
	public TransactionalScope name(String name) {
		Assert.hasText(name, "'name' must not be empty");
		return with((definition) -> definition.setName(name));
	}

	private TransactionalScope with(Consumer<DefaultTransactionDefinition> setting) {
		DefaultTransactionDefinition changed = new DefaultTransactionDefinition(this.definition);
		setting.accept(changed);
		return new ScopedTransactions(this.source, this.defaults, changed, this.retry, this.afterRestore);
	}

	@Override
	public TransactionalScope retry(long maxRetries) {
		Assert.isTrue(maxRetries >= 0, () -> "'maxRetries' must not be negative: " + maxRetries);
		return withRetry((maxRetries > 0) ? this.defaults.policies().apply(maxRetries) : null, this.afterRestore);
	}

	@Override
	public TransactionalScope retry(RetryPolicy policy) {
		Assert.notNull(policy, "'policy' must not be null");
		return withRetry(policy, this.afterRestore);
	}

	@Override
	public TransactionalScope retryAfterRestore(boolean retry) {
		return withRetry(this.retry, retry);
	}

	private TransactionalScope withRetry(@Nullable RetryPolicy policy, boolean afterRestore) {
		return new ScopedTransactions(this.source, this.defaults, this.definition, policy, afterRestore);
	}

	@Override
	public String toString() {
		return "transactional scope '" + name() + "' on DataSource '" + this.source.name() + "'";
	}

}
