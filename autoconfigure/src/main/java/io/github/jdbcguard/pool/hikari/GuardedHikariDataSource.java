package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Function;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolSnapshot;
import io.github.jdbcguard.process.ProcessMonitor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.jmx.export.naming.SelfNaming;
import org.springframework.util.Assert;

/**
 * The facade of a guarded HikariCP pool: a {@link HikariDataSource} to whoever wants one,
 * it shares the pool of the original, which keeps its own life cycle. See the package
 * {@link io.github.jdbcguard.pool} for why it is made like this.
 * <p>
 * Safe for use by any number of threads once the original is configured.
 */
public class GuardedHikariDataSource extends DelegatingHikariDataSource implements GuardedDataSource, SelfNaming {

	/**
	 * Not named "pool": Spring Boot reads the field of that name, by reflection, and has
	 * to find HikariCP's.
	 */
	private final @Nullable GuardedPool guardedPool;

	private final @Nullable String beanName;

	/**
	 * Create a DataSource that is not guarded yet, for those who make one like another
	 * ({@code DataSourceBuilder.derivedFrom}). As a bean it will be guarded.
	 */
	public GuardedHikariDataSource() {
		this.guardedPool = null;
		this.beanName = null;
	}

	private GuardedHikariDataSource(HikariDataSource original, ProcessMonitor monitor, PoolPolicy policy,
			Function<? super GuardedDataSource, LeaseWatch> rules, @Nullable String beanName) {
		super(original);
		// For those who read fields, and before setDataSource is answered for the
		// original
		original.copyStateTo(this);
		this.guardedPool = new GuardedPool(this, original, monitor, policy, rules.apply(this));
		this.beanName = beanName;
	}

	/**
	 * Guard a pool, started or not. From now on its connections should be taken from the
	 * returned facade only.
	 * @param original the pool; it is still closed by whoever made it
	 * @param monitor knows which life of the process this is
	 * @param policy how to guard, and what to do with connections
	 * @param beanName the name of the bean that this is, {@code null} where it is none
	 * @return the facade
	 * @throws IllegalArgumentException if the pool is closed, or guarded already
	 * @throws IllegalStateException if this version of HikariCP cannot be guarded
	 */
	public static GuardedHikariDataSource guard(HikariDataSource original, ProcessMonitor monitor, PoolPolicy policy,
			@Nullable String beanName) {
		return guard(original, monitor, policy, (pool) -> LeaseWatch.NONE, beanName);
	}

	/**
	 * Guard a pool, with rules for its borrowers.
	 * @param original the pool; it is still closed by whoever made it
	 * @param monitor knows which life of the process this is
	 * @param policy how to guard, and what to do with connections
	 * @param rules gives what decides about the borrowers; called once, with a pool that
	 * cannot be used yet
	 * @param beanName the name of the bean that this is, {@code null} where it is none
	 * @return the facade
	 * @throws IllegalArgumentException if the pool is closed, or guarded already
	 * @throws IllegalStateException if this version of HikariCP cannot be guarded
	 */
	public static GuardedHikariDataSource guard(HikariDataSource original, ProcessMonitor monitor, PoolPolicy policy,
			Function<? super GuardedDataSource, LeaseWatch> rules, @Nullable String beanName) {
		Assert.isTrue(!original.isClosed(), () -> original + " is closed and cannot be guarded");
		HikariInternals.require();
		HikariDataSource unguarded = original;
		if (original instanceof GuardedHikariDataSource facade) {
			Assert.isTrue(facade.guardedPool == null, () -> original + " is guarded already");
			unguarded = facade.original();
		}
		return new GuardedHikariDataSource(unguarded, monitor, policy, rules, beanName);
	}

	@Override
	public Connection getConnection() throws SQLException {
		GuardedPool pool = this.guardedPool;
		return (pool != null) ? pool.checkout().take() : getUnguardedConnection();
	}

	private Connection getUnguardedConnection() throws SQLException {
		try {
			return original().getConnection();
		}
		finally {
			HikariPoolMXBean started = original().getHikariPoolMXBean();
			HikariInternals.setPool(this, (com.zaxxer.hikari.pool.HikariPool) started);
		}
	}

	@Override
	public String name() {
		return guarded().name();
	}

	@Override
	public PoolSnapshot snapshot() {
		GuardedPool pool = guarded();
		Occupancy occupancy = Occupancy.of(pool);
		return new PoolSnapshot(pool.name(), pool.policy, pool.monitor().incarnation(), pool.generation(),
				occupancy.total(), occupancy.active(), occupancy.idle(), occupancy.waiting(),
				pool.records.all().stream().map(Holders::describe).toList(), pool.counters.snapshot());
	}

	/**
	 * Those who watch over the borrowers may ask while the pool is being guarded, when
	 * nobody holds anything yet.
	 */
	@Override
	public List<HeldLease> leases() {
		GuardedPool pool = this.guardedPool;
		return (pool != null) ? pool.records.leases() : List.of();
	}

	@Override
	public LeaseWatch watch() {
		GuardedPool pool = this.guardedPool;
		return (pool != null) ? pool.watch : LeaseWatch.NONE;
	}

	@Override
	public void retireAll() {
		guarded().retireAll();
	}

	@Override
	public void dispose() {
		guarded().dispose();
	}

	@Override
	public void addListener(PoolListener listener) {
		guarded().listeners.add(listener);
	}

	@Override
	public void removeListener(PoolListener listener) {
		guarded().listeners.remove(listener);
	}

	/**
	 * Whether this DataSource is guarded, which one made by the constructor is not.
	 * @return whether it is guarded
	 */
	public boolean isGuarded() {
		return this.guardedPool != null;
	}

	/**
	 * To be called before the original is closed: in a forked child it leaves the
	 * parent's pool alone, so that closing has nothing to wait for.
	 */
	public void beforeDestruction() {
		GuardedPool pool = this.guardedPool;
		if (pool != null) {
			pool.end();
		}
	}

	@Override
	public void close() {
		beforeDestruction();
		super.close();
	}

	private GuardedPool guarded() {
		GuardedPool pool = this.guardedPool;
		Assert.state(pool != null, "This DataSource is not guarded: it was made by its constructor and is not a bean");
		return pool;
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		if (iface == GuardedDataSource.class && this.beanName != null
				&& ScopedProxyUtils.isScopedTarget(this.beanName)) {
			return iface.cast(new UnwrappedDataSource(this));
		}
		return iface.isInstance(this) ? iface.cast(this) : super.unwrap(iface);
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		return iface.isInstance(this) || super.isWrapperFor(iface);
	}

	/**
	 * HikariCP only takes its own connections, and silently ignores any other.
	 */
	@Override
	public void evictConnection(Connection connection) {
		super.evictConnection((connection instanceof LeaseConnection lease) ? lease.target : connection);
		GuardedPool pool = this.guardedPool;
		if (pool != null) {
			pool.serveWaiting();
		}
	}

	/**
	 * What the application has set, not what HikariCP was given in its place.
	 */
	@Override
	public @Nullable DataSource getDataSource() {
		DataSource current = super.getDataSource();
		return (current instanceof PhysicalDataSource source) ? source.given() : current;
	}

	@Override
	public void setDataSource(DataSource dataSource) {
		if (super.getDataSource() instanceof PhysicalDataSource source && getHikariPoolMXBean() == null) {
			source.give(dataSource);
		}
		else {
			super.setDataSource(dataSource);
		}
	}

	@Override
	public @Nullable String getDataSourceClassName() {
		return (super.getDataSource() instanceof PhysicalDataSource source) ? source.dataSourceClassName()
				: super.getDataSourceClassName();
	}

	@Override
	public @Nullable String getConnectionTestQuery() {
		return (super.getDataSource() instanceof PhysicalDataSource source) ? source.connectionTestQuery()
				: super.getConnectionTestQuery();
	}

	/**
	 * A copy gets what the application has set: it may be given another URL.
	 */
	@Override
	public void copyStateTo(HikariConfig other) {
		super.copyStateTo(other);
		if (super.getDataSource() instanceof PhysicalDataSource) {
			other.setDataSource(getDataSource());
			other.setDataSourceClassName(getDataSourceClassName());
			other.setConnectionTestQuery(getConnectionTestQuery());
		}
	}

	/**
	 * The name under which Spring would have exported the original.
	 */
	@Override
	public ObjectName getObjectName() throws MalformedObjectNameException {
		Hashtable<String, String> properties = new Hashtable<>();
		properties.put("type", HikariDataSource.class.getSimpleName());
		properties.put("name", (this.beanName != null) ? this.beanName : String.valueOf(getPoolName()));
		return new ObjectName(HikariDataSource.class.getPackageName(), properties);
	}

	@Override
	public String toString() {
		return original().toString();
	}

}
