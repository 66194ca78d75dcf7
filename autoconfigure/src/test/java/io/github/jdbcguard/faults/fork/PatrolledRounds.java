package io.github.jdbcguard.faults.fork;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.TransactionBoundaries;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.faults.fork.Variant.Rounds;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseReport.HeldConnection;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The child breaks rules with connections of its own, while it has inherited leases that
 * would break them as well: one of the thread that forks, and one of a thread that is
 * inside of a call, and does not exist in the child.
 */
final class PatrolledRounds implements Rounds {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final Set<BoundaryRule> WATCHED = EnumSet.of(BoundaryRule.LONG_LEASE,
			BoundaryRule.IDLE_IN_TRANSACTION);

	private static final Set<BoundaryRule> BROKEN = EnumSet.of(BoundaryRule.LONG_LEASE,
			BoundaryRule.IDLE_IN_TRANSACTION, BoundaryRule.LEAKED_LEASE, BoundaryRule.NESTED_CHECKOUT);

	private final ForkScene scene;

	private final TransactionTemplate transaction;

	private final CountDownLatch inCall = new CountDownLatch(1);

	private final Thread other = new Thread(this::sitInCall, "other");

	private volatile Connection ofOther;

	private volatile Statement sleep;

	PatrolledRounds(ForkScene scene) {
		this.scene = scene;
		JdbcTransactionManager manager = new JdbcTransactionManager(scene.pool());
		manager.addListener(new TransactionBoundaries());
		this.transaction = new TransactionTemplate(manager);
	}

	@Override
	public void before() throws InterruptedException, SQLException {
		// And have everything loaded that the child will need
		breakRules(this.scene.findings());
		this.other.setDaemon(true);
		this.other.start();
		this.inCall.await();
	}

	private void sitInCall() {
		this.transaction.executeWithoutResult((status) -> {
			this.ofOther = DataSourceUtils.getConnection(this.scene.pool());
			try (Statement statement = this.ofOther.createStatement()) {
				this.sleep = statement;
				this.inCall.countDown();
				statement.execute(this.scene.dialect().sleep(120));
			}
			catch (SQLException ex) {
				status.setRollbackOnly();
			}
		});
	}

	@Override
	public void play(int round) throws SQLException, IOException {
		try (Connection inherited = this.scene.pool().getConnection()) {
			inherited.setAutoCommit(false);
			this.scene.findings().merge(this.scene.forker().fork((self, findings) -> workInChild(findings)).awaitEnd());
			inherited.setAutoCommit(true);
		}
	}

	private void workInChild(Findings findings) throws SQLException {
		int before = this.scene.rules().violations().size();
		try (Statement statement = this.ofOther.createStatement()) {
			findings.add(Finding.NOT_REFUSED, statement.toString());
		}
		catch (ForeignTransactionException ex) {
			// As it should be
		}
		Set<Long> own = breakRules(findings);
		Set<BoundaryRule> missing = EnumSet.copyOf(BROKEN);
		for (Violation violation : since(before)) {
			missing.remove(violation.rule());
			if (!BROKEN.contains(violation.rule()) || !own.contains(violation.connection())) {
				findings.add(Finding.FALSE_ALARM, violation.message());
			}
		}
		missing.forEach((rule) -> findings.add(Finding.NOT_REPORTED, rule.toString()));
	}

	private List<Violation> since(int before) {
		List<Violation> all = this.scene.rules().violations();
		return all.subList(before, all.size());
	}

	/**
	 * Be idle in a transaction for too long, keep a connection after its end, and wait
	 * for more connections than there are.
	 * @return the connections
	 */
	private Set<Long> breakRules(Findings findings) throws SQLException {
		Set<Long> own = new TreeSet<>();
		Deque<Connection> kept = new ArrayDeque<>();
		try {
			this.transaction.executeWithoutResult((status) -> {
				try {
					own.add(id(DataSourceUtils.getConnection(this.scene.pool())));
					kept.push(this.scene.pool().getConnection());
					awaitViolations();
				}
				catch (SQLException ex) {
					findings.add(Finding.CHILD_ERROR, ex);
				}
			});
			while (kept.size() <= this.scene.pool().getMaximumPoolSize()) {
				own.add(id(kept.peek()));
				kept.push(this.scene.pool().getConnection());
			}
			findings.add(Finding.NOT_REFUSED, "too many connections");
		}
		catch (CheckoutTimeoutException ex) {
			if (ex.report().leases().stream().map(HeldConnection::id).noneMatch(own::contains)) {
				findings.add(Finding.CHILD_ERROR, ex);
			}
		}
		finally {
			while (!kept.isEmpty()) {
				kept.pop().close();
			}
		}
		return own;
	}

	private static long id(Connection connection) throws SQLException {
		return connection.unwrap(Lease.class).record().id();
	}

	private void awaitViolations() {
		int before = this.scene.rules().violations().size();
		long since = System.nanoTime();
		while (System.nanoTime() - since < PATIENCE_NANOS && !WATCHED.equals(rulesOf(since(before)))) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
		}
	}

	private static Set<BoundaryRule> rulesOf(List<Violation> violations) {
		Set<BoundaryRule> rules = EnumSet.noneOf(BoundaryRule.class);
		violations.forEach((violation) -> rules.add(violation.rule()));
		return rules;
	}

	@Override
	public void after() throws InterruptedException, SQLException {
		this.sleep.cancel();
		this.other.join();
	}

}
