package io.github.jdbcguard.pool.hikari;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool;
import com.zaxxer.hikari.util.ClockSource;
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

	private static final Field OVERRIDE = field(HikariPool.class, "exceptionOverride");

	private static final Class<?> ENTRY = type("PoolEntry");

	private static final Class<?> PROXY = type("ProxyConnection");

	private static final Field ENTRY_CONNECTION = field(ENTRY, "connection");

	private static final Field PROXY_ENTRY = field(PROXY, "poolEntry");

	private static final Field ENTRY_LAST_ACCESSED = field(ENTRY, "lastAccessed");

	private static final MethodHandle ENTRY_OF_PROXY = getter(PROXY_ENTRY, IConcurrentBagEntry.class, Connection.class);

	private static final MethodHandle LAST_ACCESSED = getter(ENTRY_LAST_ACCESSED, long.class,
			IConcurrentBagEntry.class);

	private static final MethodHandle CLOSE_STATEMENTS = statementsCloser();

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
	 * Take away the pool, if it is still that one.
	 */
	static void forgetPool(HikariDataSource dataSource, HikariPool pool) {
		if (ReflectionUtils.getField(POOL, dataSource) == pool) {
			ReflectionUtils.setField(POOL, dataSource, null);
		}
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
	static void wrapConnections(HikariPool pool, Function<Connection, Connection> wrapper) {
		ConcurrentBag<IConcurrentBagEntry> bag = bag(pool);
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

	/**
	 * Do something to each idle connection, which nobody can borrow meanwhile. Its pool
	 * entry stays.
	 */
	static void eachIdle(HikariPool pool, Consumer<PhysicalConnection> action) {
		ConcurrentBag<IConcurrentBagEntry> bag = bag(pool);
		for (IConcurrentBagEntry entry : bag.values(IConcurrentBagEntry.STATE_NOT_IN_USE)) {
			if (bag.reserve(entry)) {
				try {
					if (ReflectionUtils.getField(ENTRY_CONNECTION, entry) instanceof PhysicalConnection physical) {
						action.accept(physical);
					}
				}
				finally {
					bag.unreserve(entry);
				}
			}
		}
	}

	/**
	 * Have a pool judge errors otherwise.
	 */
	static void setExceptionOverride(HikariPool pool, SQLExceptionOverride override) {
		ReflectionUtils.setField(OVERRIDE, pool, override);
	}

	/**
	 * The pool entry around a physical connection.
	 * @return the entry, {@code null} where the pool has none, because the connection is
	 * just being opened for example
	 */
	static @Nullable IConcurrentBagEntry entryOf(HikariPool pool, PhysicalConnection physical) {
		ConcurrentBag<IConcurrentBagEntry> bag = bag(pool);
		for (IConcurrentBagEntry entry : bag.values()) {
			if (ReflectionUtils.getField(ENTRY_CONNECTION, entry) == physical) {
				return entry;
			}
		}
		return null;
	}

	/**
	 * How long a connection was idle before its present checkout.
	 * @param proxy the connection of HikariCP
	 * @return nanoseconds
	 */
	static long idleNanos(Connection proxy) {
		try {
			return idleNanos((IConcurrentBagEntry) ENTRY_OF_PROXY.invokeExact(proxy));
		}
		catch (Throwable ex) {
			throw rethrown(ex);
		}
	}

	/**
	 * How long it is since a connection was given back, or opened.
	 * @param entry its pool entry
	 * @return nanoseconds
	 */
	static long idleNanos(IConcurrentBagEntry entry) {
		try {
			return ClockSource.elapsedNanos((long) LAST_ACCESSED.invokeExact(entry));
		}
		catch (Throwable ex) {
			throw rethrown(ex);
		}
	}

	/**
	 * Close the statements that the borrower has left open, as HikariCP does first when a
	 * connection is given back: a result that is still being streamed is in the way of
	 * everything else.
	 * @param proxy the connection of HikariCP
	 */
	static void closeStatements(Connection proxy) {
		try {
			CLOSE_STATEMENTS.invokeExact(proxy);
		}
		catch (Throwable ex) {
			throw rethrown(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static ConcurrentBag<IConcurrentBagEntry> bag(HikariPool pool) {
		ConcurrentBag<IConcurrentBagEntry> bag = (ConcurrentBag<IConcurrentBagEntry>) ReflectionUtils.getField(BAG,
				pool);
		Assert.state(bag != null, "The pool has no bag");
		return bag;
	}

	private static MethodHandle statementsCloser() {
		try {
			Method method = PROXY.getDeclaredMethod("closeStatements");
			method.setAccessible(true);
			return MethodHandles.lookup().unreflect(method).asType(MethodType.methodType(void.class, Connection.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(
					"This HikariCP has no ProxyConnection.closeStatements(), so its pools cannot be guarded", ex);
		}
	}

	private static MethodHandle getter(Field field, Class<?> type, Class<?> owner) {
		try {
			return MethodHandles.lookup().unreflectGetter(field).asType(MethodType.methodType(type, owner));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("This HikariCP does not let " + field + " be read", ex);
		}
	}

	/**
	 * What HikariCP's own code throws here is unchecked.
	 */
	private static RuntimeException rethrown(Throwable failure) {
		if (failure instanceof Error error) {
			throw error;
		}
		return (failure instanceof RuntimeException ex) ? ex : new IllegalStateException(failure);
	}

	private static Class<?> type(String name) {
		try {
			return Class.forName(HikariPool.class.getPackageName() + "." + name, false,
					HikariPool.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException("This HikariCP has no class " + name + ", so its pools cannot be guarded",
					ex);
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
