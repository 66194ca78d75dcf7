package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.github.jdbcguard.pool.PoolPolicy;

import static org.awaitility.Awaitility.await;

/**
 * Makes pools that have all their connections, and let nobody wait for longer than 250
 * ms: on a busy machine it takes longer to open one.
 */
final class ImpatientPool {

	private ImpatientPool() {
	}

	static PoolFixture of(int size) {
		return of(size, (config) -> {
		});
	}

	static PoolFixture of(int size, Consumer<HikariConfig> customizer) {
		PoolFixture pool = new PoolFixture(PoolPolicy.defaults(), (config) -> {
			config.setPoolName("ledger");
			config.setMaximumPoolSize(size);
			config.setMinimumIdle(size);
			config.setConnectionTimeout(250);
			config.setInitializationFailTimeout(20_000);
			customizer.accept(config);
		});
		try {
			pool.dataSource.getConnection().close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The pool cannot be started", ex);
		}
		HikariPoolMXBean hikari = pool.dataSource.getHikariPoolMXBean();
		await().until(() -> hikari.getIdleConnections() == size);
		return pool;
	}

}
