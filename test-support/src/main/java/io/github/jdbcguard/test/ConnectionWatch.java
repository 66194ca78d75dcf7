package io.github.jdbcguard.test;

import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.pool.HeldLease;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.util.Assert;

/**
 * Watches pools from one moment on: which connections are taken and not given back, and
 * which boundary rules are broken. <pre class="code">
 * ConnectionWatch.of(dataSource).during(() -&gt; orders.place(order));
 *
 * try (ConnectionWatch watch = ConnectionWatch.of(dataSource).tolerate(BoundaryRule.LONG_LEASE)) {
 *     orders.place(order);
 * }
 * </pre>
 * <p>
 * It knows pools, not callers: what other threads do with them meanwhile counts as well.
 * Rules with the reaction {@code ignore} are not looked after, so what breaks them is not
 * seen; nor is what an application's own {@code ViolationListener} breaks.
 * <p>
 * Safe for use by any thread.
 */
public final class ConnectionWatch implements AutoCloseable {

	/**
	 * How long to wait if nothing else is said.
	 */
	public static final Duration DEFAULT_GRACE = Duration.ofMillis(GuardedConnections.DEFAULT_GRACE_MILLIS);

	private final WatchedPools pools;

	private final @Nullable ContextEnd contextEnd;

	private volatile Duration grace = DEFAULT_GRACE;

	private ConnectionWatch(WatchedPools pools, @Nullable ApplicationContext context) {
		this.pools = pools;
		this.contextEnd = (context != null) ? ContextEnd.of(context, () -> pools.closing(this.grace)) : null;
	}

	/**
	 * Watch the pools of some DataSources, from now on.
	 * @param dataSources the DataSources, which may be wrapped, or routers
	 * @return the watch
	 * @throws IllegalArgumentException if one of them leads to no guarded DataSource
	 */
	public static ConnectionWatch of(DataSource... dataSources) {
		Assert.notEmpty(dataSources, "'dataSources' must not be empty");
		for (DataSource dataSource : dataSources) {
			Assert.isTrue(!GuardedPools.behind(dataSource).isEmpty(),
					() -> dataSource + " is not guarded. " + GuardedPools.ADVICE);
		}
		List<DataSource> given = List.of(dataSources);
		return new ConnectionWatch(new WatchedPools(() -> GuardedPools.behindAll(given)), null);
	}

	/**
	 * Watch all pools of an application, from now on; those that are made later, too.
	 * @param context the application
	 * @return the watch
	 */
	public static ConnectionWatch of(ApplicationContext context) {
		return new ConnectionWatch(new WatchedPools(() -> GuardedPools.in(context)), context);
	}

	/**
	 * Let some rules be broken.
	 * @param rules the rules
	 * @return this
	 */
	public ConnectionWatch tolerate(BoundaryRule... rules) {
		this.pools.tolerate(List.of(rules));
		return this;
	}

	/**
	 * How long to wait for connections that other threads are about to give back. Only
	 * waited for when something is open.
	 * @param grace the time, one second if nothing is said
	 * @return this
	 */
	public ConnectionWatch grace(Duration grace) {
		Assert.isTrue(!grace.isNegative(), () -> "'grace' must not be negative: " + grace);
		this.grace = grace;
		return this;
	}

	/**
	 * Include what was done before: what is on lease already, and the last twenty
	 * violations of each pool.
	 * @return this
	 */
	public ConnectionWatch fromTheStart() {
		this.pools.includeThePast();
		return this;
	}

	/**
	 * Do something, and check then that nothing of it is left. The watch begins anew
	 * before.
	 * @param <X> what the work throws
	 * @param work what to do
	 * @throws X what the work throws, to which what it has left is added
	 * @throws AssertionError as {@link #assertNothingLeft()}
	 */
	public <X extends Exception> void during(Work<X> work) throws X {
		this.pools.begin();
		try {
			work.run();
		}
		catch (Throwable ex) {
			addWhatIsLeftTo(ex);
			throw ex;
		}
		assertNothingLeft();
	}

	private void addWhatIsLeftTo(Throwable failure) {
		try {
			assertNothingLeft();
		}
		catch (AssertionError left) {
			failure.addSuppressed(left);
		}
	}

	/**
	 * Fail where a connection was taken and not given back, or a rule was broken. The
	 * watch begins anew.
	 * @throws AssertionError where something is left, with all it takes to find out why,
	 * and where no pool was there to be watched
	 */
	public void assertNothingLeft() {
		if (this.pools.isEmpty()) {
			throw new AssertionError("There is no guarded DataSource that could be watched. " + GuardedPools.ADVICE);
		}
		List<OpenLease> open = this.pools.awaitReturns(this.grace);
		List<Violation> violations = this.pools.takeViolations();
		this.pools.begin();
		if (!open.isEmpty() || !violations.isEmpty()) {
			throw new AssertionError(new FailureText(open, violations).toString());
		}
	}

	/**
	 * The connections that were taken and not given back, after the time of grace.
	 * @return the leases
	 */
	public List<HeldLease> openLeases() {
		return this.pools.awaitReturns(this.grace).stream().map(OpenLease::lease).toList();
	}

	/**
	 * What was broken since the watch began or this was called last, and is not
	 * tolerated. It counts no more.
	 * @return the violations of each pool, oldest first, a thousand at most for each
	 */
	public List<Violation> takeViolations() {
		return this.pools.takeViolations();
	}

	/**
	 * Check that nothing is left, and watch no more.
	 * @throws AssertionError as {@link #assertNothingLeft()}
	 */
	@Override
	public void close() {
		try {
			assertNothingLeft();
		}
		finally {
			stop();
		}
	}

	void stop() {
		this.pools.stop();
		ContextEnd contextEnd = this.contextEnd;
		if (contextEnd != null) {
			contextEnd.cancel();
		}
	}

	/**
	 * What is done under watch.
	 *
	 * @param <X> what it throws
	 */
	@FunctionalInterface
	public interface Work<X extends Exception> {

		/**
		 * Do it.
		 * @throws X where it fails
		 */
		void run() throws X;

	}

}
