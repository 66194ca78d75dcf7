package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import org.jspecify.annotations.Nullable;

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
		fields(hints, "com.zaxxer.hikari.pool.PoolBase", "dataSource");
		fields(hints, "com.zaxxer.hikari.pool.HikariPool", "connectionBag");
		fields(hints, "com.zaxxer.hikari.pool.PoolEntry", "connection");
		fields(hints, AbstractRoutingDataSource.class.getName(), RouterTargets.TARGETS, RouterTargets.DEFAULT_TARGET);
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

}
