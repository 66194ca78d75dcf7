package io.github.jdbcguard.sample.ledger.start;

import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Logs what the guard protects, once the ledger is ready.
 */
@Component
class GuardReport {

	private static final Logger logger = LoggerFactory.getLogger(GuardReport.class);

	private final Map<String, DataSource> dataSources;

	GuardReport(Map<String, DataSource> dataSources) {
		this.dataSources = dataSources;
	}

	@EventListener(ApplicationReadyEvent.class)
	void log() throws SQLException {
		for (Map.Entry<String, DataSource> entry : this.dataSources.entrySet()) {
			log(entry.getKey(), entry.getValue());
		}
	}

	private void log(String name, DataSource dataSource) throws SQLException {
		if (!dataSource.isWrapperFor(GuardedDataSource.class)) {
			logger.info("DataSource '{}' is not guarded", name);
			return;
		}
		PoolSnapshot pool = dataSource.unwrap(GuardedDataSource.class).snapshot();
		logger.info("DataSource '{}' is guarded: pool {}, generation {}, {} connections, incarnation {}; {}", name,
				pool.name(), pool.generation(), pool.total(), pool.incarnation(), pool.policy());
	}

}
