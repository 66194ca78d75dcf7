package io.github.jdbcguard.autoconfigure;

import java.util.List;

import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * What is reached by reflection, for native images.
 */
class JdbcGuardRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		fields(hints, "com.zaxxer.hikari.HikariDataSource", "pool");
		fields(hints, "com.zaxxer.hikari.pool.PoolBase", "dataSource", "exceptionOverride");
		fields(hints, "com.zaxxer.hikari.pool.HikariPool", "connectionBag");
		fields(hints, "com.zaxxer.hikari.pool.PoolEntry", "connection", "lastAccessed");
		fields(hints, "com.zaxxer.hikari.pool.ProxyConnection", "poolEntry");
		method(hints, "com.zaxxer.hikari.pool.ProxyConnection", "closeStatements");
		fields(hints, AbstractRoutingDataSource.class.getName(), RouterTargets.TARGETS, RouterTargets.DEFAULT_TARGET);
		method(hints, "org.postgresql.core.BaseConnection", "getTransactionState");
		method(hints, "org.mariadb.jdbc.Connection", "reset");
		method(hints, "com.mysql.cj.jdbc.JdbcConnection", "resetServerState");
		hints.reflection()
			.registerType(GuardedHikariDataSource.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS,
					MemberCategory.INVOKE_PUBLIC_METHODS);
	}

	private static void fields(RuntimeHints hints, String type, String... fields) {
		hints.reflection().registerType(TypeReference.of(type), (builder) -> {
			for (String field : fields) {
				builder.withField(field);
			}
		});
	}

	private static void method(RuntimeHints hints, String type, String method) {
		hints.reflection()
			.registerType(TypeReference.of(type),
					(builder) -> builder.withMethod(method, List.of(), ExecutableMode.INVOKE));
	}

}
