package io.github.jdbcguard.pool.hikari;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.util.function.Function;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import com.zaxxer.hikari.util.ConcurrentBag;
import com.zaxxer.hikari.util.ConcurrentBag.IConcurrentBagEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * The private fields of HikariCP without which a pool cannot be guarded, in one place.
 * All are looked up when the class is loaded, so that a HikariCP without them is found
 * when a DataSource is wrapped, and not in the middle of a night.
 */
final class HikariInternals {

	/**
	 * Spring Boot reads the pool of a {@code HikariDataSource} from this field, and
	 * {@code close()} shuts down what it finds there.
	 */
	private static final Field POOL = field(HikariDataSource.class, "pool");

	private static final Field DATA_SOURCE = field(HikariPool.class, "dataSource");

	private static final Field BAG = field(HikariPool.class, "connectionBag");

	private static final Field ENTRY_CONNECTION = entryConnection();

	private HikariInternals() {
	}

	/**
	 * Does nothing, but fails where HikariCP has changed inside.
	 */
	static void require() {
		// The fields are found, or not, when the class is initialized
	}

	static void setPool(HikariDataSource dataSource, @Nullable HikariPool pool) {
		ReflectionUtils.setField(POOL, dataSource, pool);
	}

	/**
	 * Have a started pool open its connections elsewhere.
	 */
	static void setDataSource(HikariPool pool, DataSource dataSource) {
		ReflectionUtils.setField(DATA_SOURCE, pool, dataSource);
	}

	/**
	 * Wrap the connections that a pool opened before it was guarded. An idle one is
	 * reserved for that moment, as HikariCP's own keepalive does.
	 */
	@SuppressWarnings("unchecked")
	static void wrapConnections(HikariPool pool, Function<Connection, Connection> wrapper) {
		ConcurrentBag<IConcurrentBagEntry> bag = (ConcurrentBag<IConcurrentBagEntry>) ReflectionUtils.getField(BAG,
				pool);
		Assert.state(bag != null, "The pool has no bag");
		for (IConcurrentBagEntry entry : bag.values()) {
			boolean reserved = bag.reserve(entry);
			try {
				Connection connection = (Connection) ReflectionUtils.getField(ENTRY_CONNECTION, entry);
				if (connection != null && !(connection instanceof PhysicalConnection)) {
					ReflectionUtils.setField(ENTRY_CONNECTION, entry, wrapper.apply(connection));
				}
			}
			finally {
				if (reserved) {
					bag.unreserve(entry);
				}
			}
		}
	}

	private static Field entryConnection() {
		try {
			return field(Class.forName("com.zaxxer.hikari.pool.PoolEntry", false, HikariPool.class.getClassLoader()),
					"connection");
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException("This HikariCP has no class PoolEntry, so its pools cannot be guarded", ex);
		}
	}

	private static Field field(Class<?> type, String name) {
		Field field = ReflectionUtils.findField(type, name);
		Assert.state(field != null, () -> "This HikariCP has no field " + type.getSimpleName() + "." + name
				+ ", so its pools cannot be guarded");
		ReflectionUtils.makeAccessible(field);
		return field;
	}

}
