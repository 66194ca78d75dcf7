package io.github.jdbcguard.autoconfigure;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;

/**
 * Says once of each DataSource that cannot be guarded why it is left alone, and refuses
 * settings that are aimed at it.
 */
final class UnguardedDataSources {

	private static final Logger logger = LoggerFactory.getLogger(UnguardedDataSources.class);

	private final GuardPolicies policies;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	UnguardedDataSources(GuardPolicies policies) {
		this.policies = policies;
	}

	void report(Object dataSource, String name) {
		if (dataSource instanceof DataSource wrapper && leadsToGuarded(wrapper)) {
			return;
		}
		String reason = reason(dataSource);
		this.policies.dataSources().checkNoneFor(name, reason, "Remove its settings, or make it a HikariDataSource.");
		if (this.reported.add(name)) {
			logger.info("DataSource '{}' is not guarded: {}{}", name, reason,
					this.policies.haveCommonPoolSettings() ? "; jdbc-guard.pool.* does not apply to it" : "");
		}
	}

	void reportFailure(String name, Throwable failure) {
		Throwable cause = (failure instanceof ExceptionInInitializerError && failure.getCause() != null)
				? failure.getCause() : failure;
		String reason = String.valueOf(cause.getMessage());
		this.policies.dataSources().checkNoneFor(name, reason, "Remove its settings, or repair the DataSource.");
		if (this.reported.add(name)) {
			logger.warn("DataSource '{}' is not guarded: {}", name, reason);
		}
	}

	private static String reason(Object dataSource) {
		String type = dataSource.getClass().getName();
		if (dataSource instanceof XADataSource) {
			return "its connections belong to a transaction manager (it is an XADataSource, " + type + ")";
		}
		if (dataSource instanceof SmartDataSource) {
			return "it has one connection and decides itself when to close it (" + type + ")";
		}
		if (dataSource instanceof AbstractDriverBasedDataSource || dataSource instanceof EmbeddedDatabase) {
			return "it has no pool, each of its connections is new (" + type + ")";
		}
		return "it is no HikariCP pool (" + type + ")";
	}

	/**
	 * Other libraries have wrappers of their own.
	 */
	private static boolean leadsToGuarded(DataSource dataSource) {
		try {
			return dataSource.isWrapperFor(GuardedDataSource.class);
		}
		catch (SQLException | RuntimeException ex) {
			return false;
		}
	}

}
