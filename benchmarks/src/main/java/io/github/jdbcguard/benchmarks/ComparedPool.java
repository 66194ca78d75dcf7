package io.github.jdbcguard.benchmarks;

import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import com.p6spy.engine.spy.P6DataSource;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.process.ProcessWatch;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/**
 * One of the compared pools: opened by its name on any JDBC URL, of a fixed size, and
 * with its own defaults for all else.
 *
 * @param dataSource what the benchmark takes its connections from
 * @param closing closes all that was opened
 */
record ComparedPool(DataSource dataSource, Closing closing) implements AutoCloseable {

	static final String BASELINE = "hikari";

	static final String GUARDED = "guarded";

	/**
	 * As {@code guarded}, in a JVM that grants native access.
	 */
	static final String GUARDED_NATIVE = "guarded-native";

	static ComparedPool open(String name, String url, int size) throws SQLException {
		return switch (name) {
			case BASELINE -> bare(hikari(url, size));
			case GUARDED, GUARDED_NATIVE -> guarded(hikari(url, size), PoolPolicy.defaults());
			case "guarded-no-process" -> bare(GuardedHikariDataSource.guard(hikari(url, size), ProcessMonitor.none(),
					PoolPolicy.defaults(), null));
			case "guarded-no-rules" -> withoutRules(hikari(url, size));
			case "agroal" -> agroal(url, size);
			case "dbcp2" -> dbcp2(url, size);
			case "tomcat" -> tomcat(url, size);
			case "datasource-proxy" -> datasourceProxy(hikari(url, size));
			case "p6spy" -> p6spy(hikari(url, size));
			default -> policed(name, url, size);
		};
	}

	/**
	 * Open a pool that keeps some connections and may open others in a burst.
	 * @param name {@link #BASELINE} or {@link #GUARDED}
	 * @param url the JDBC URL
	 * @param size the connections it keeps
	 * @param overflow how many more it may open
	 * @return the pool
	 */
	static ComparedPool openForBursts(String name, String url, int size, int overflow) {
		PoolPolicy policy = Policies.overflow(overflow);
		HikariDataSource pool = hikari(url, size);
		Policies.apply(policy, size, pool);
		return BASELINE.equals(name) ? bare(pool) : guarded(pool, policy);
	}

	private static HikariDataSource hikari(String url, int size) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setMaximumPoolSize(size);
		return pool;
	}

	/**
	 * Whether a fork can be seen through foreign memory, which takes native access.
	 * @return whether {@link #GUARDED_NATIVE} differs from {@code guarded}
	 */
	static boolean nativeAccessChangesTheGuard() {
		return Runtime.version().feature() >= 22;
	}

	private static ComparedPool bare(HikariDataSource pool) {
		return new ComparedPool(pool, pool::close);
	}

	private static ComparedPool policed(String name, String url, int size) {
		PoolPolicy policy = Policies.named(name);
		HikariDataSource pool = hikari(url, size);
		Policies.apply(policy, size, pool);
		ComparedPool guarded = guarded(pool, policy);
		if (Policies.LISTENER.equals(name) && guarded.dataSource() instanceof GuardedDataSource heard) {
			heard.addListener(Policies.listener());
		}
		return guarded;
	}

	private static ComparedPool guarded(HikariDataSource pool, PoolPolicy policy) {
		ProcessWatch watch = ProcessWatch.builder().start();
		BoundaryGuard rules = new BoundaryGuard(List.of());
		HikariDataSource guarded = GuardedHikariDataSource.guard(pool, watch, policy,
				(dataSource) -> rules.watch(dataSource, BoundaryPolicy.defaults()), null);
		return new ComparedPool(guarded, () -> {
			guarded.close();
			rules.close();
			watch.close();
		});
	}

	private static ComparedPool withoutRules(HikariDataSource pool) {
		ProcessWatch watch = ProcessWatch.builder().start();
		HikariDataSource guarded = GuardedHikariDataSource.guard(pool, watch, PoolPolicy.defaults(), null);
		return new ComparedPool(guarded, () -> {
			guarded.close();
			watch.close();
		});
	}

	private static ComparedPool agroal(String url, int size) throws SQLException {
		AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
			.connectionPoolConfiguration((configuration) -> configuration.initialSize(size)
				.minSize(size)
				.maxSize(size)
				.connectionFactoryConfiguration((factory) -> factory.jdbcUrl(url))));
		return new ComparedPool(pool, pool::close);
	}

	private static ComparedPool dbcp2(String url, int size) {
		BasicDataSource pool = new BasicDataSource();
		pool.setUrl(url);
		pool.setInitialSize(size);
		pool.setMinIdle(size);
		pool.setMaxIdle(size);
		pool.setMaxTotal(size);
		return new ComparedPool(pool, pool::close);
	}

	private static ComparedPool tomcat(String url, int size) {
		PoolProperties properties = new PoolProperties();
		properties.setUrl(url);
		properties.setInitialSize(size);
		properties.setMinIdle(size);
		properties.setMaxIdle(size);
		properties.setMaxActive(size);
		org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
		return new ComparedPool(pool, pool::close);
	}

	private static ComparedPool datasourceProxy(HikariDataSource pool) {
		return new ComparedPool(ProxyDataSourceBuilder.create(pool).build(), pool::close);
	}

	private static ComparedPool p6spy(HikariDataSource pool) {
		return new ComparedPool(new P6DataSource(pool), pool::close);
	}

	@Override
	public void close() throws SQLException {
		this.closing.close();
	}

	/**
	 * Closes a pool and what was started for it.
	 */
	@FunctionalInterface
	interface Closing {

		void close() throws SQLException;

	}

}
