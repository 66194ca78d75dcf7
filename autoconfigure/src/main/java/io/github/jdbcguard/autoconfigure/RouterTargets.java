package io.github.jdbcguard.autoconfigure;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.BiFunction;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ReflectionUtils;

/**
 * The DataSources that a router has chosen from, as it has resolved them.
 * <p>
 * Replaced in private fields of the router. It can be given others through its setters,
 * but then forgets the map that it was made with, and an application that adds a tenant
 * to that map later would add it in vain.
 */
final class RouterTargets {

	private static final Logger logger = LoggerFactory.getLogger(RouterTargets.class);

	static final String TARGETS = "resolvedDataSources";

	static final String DEFAULT_TARGET = "resolvedDefaultDataSource";

	private final AbstractRoutingDataSource router;

	private final String name;

	private RouterTargets(AbstractRoutingDataSource router, String name) {
		this.router = router;
		this.name = name;
	}

	static RouterTargets of(AbstractRoutingDataSource router, String name) {
		return new RouterTargets(router, name);
	}

	/**
	 * Replace the targets.
	 * @param replacement makes another target of a target and its name, or returns it as
	 * it is
	 */
	void replaceAll(BiFunction<DataSource, String, DataSource> replacement) {
		try {
			replaceTargets(replacement);
			replaceDefaultTarget(replacement);
		}
		catch (IllegalStateException | ReflectiveOperationException ex) {
			logger.info("Targets of the router '{}' are only guarded if they are beans: {}", this.name,
					ex.getMessage());
		}
	}

	@SuppressWarnings("unchecked")
	private void replaceTargets(BiFunction<DataSource, String, DataSource> replacement)
			throws ReflectiveOperationException {
		Map<Object, DataSource> targets = (Map<Object, DataSource>) field(TARGETS).get(this.router);
		if (targets != null) {
			targets.replaceAll((key, target) -> replacement.apply(target, this.name + "[" + key + "]"));
		}
	}

	private void replaceDefaultTarget(BiFunction<DataSource, String, DataSource> replacement)
			throws ReflectiveOperationException {
		Field field = field(DEFAULT_TARGET);
		DataSource target = (DataSource) field.get(this.router);
		if (target != null) {
			field.set(this.router, replacement.apply(target, this.name + "[default]"));
		}
	}

	private static Field field(String name) throws NoSuchFieldException {
		Field field = ReflectionUtils.findField(AbstractRoutingDataSource.class, name);
		if (field == null) {
			throw new NoSuchFieldException("This Spring Framework has no AbstractRoutingDataSource." + name);
		}
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
