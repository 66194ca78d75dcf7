package io.github.jdbcguard.pool.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A public method without parameters that one driver adds to {@link Connection}, found
 * once for each class of connections. Thread-safe.
 */
final class DriverMethod extends ClassValue<Optional<Method>> {

	private final String type;

	private final String name;

	DriverMethod(String type, String name) {
		this.type = type;
		this.name = name;
	}

	@Override
	protected Optional<Method> computeValue(Class<?> connection) {
		try {
			// By the connection's own loader: the driver may be the application's alone
			return Optional.of(ClassUtils.forName(this.type, connection.getClassLoader()).getMethod(this.name));
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return Optional.empty();
		}
	}

	/**
	 * Whether the connection, or what it wraps, has the method.
	 */
	boolean isFor(Connection raw) throws SQLException {
		Optional<Method> method = get(raw.getClass());
		return method.isPresent() && isOwnedBy(raw, method.get());
	}

	/**
	 * Call the method. Only for connections that have it.
	 */
	@Nullable Object call(Connection raw) throws SQLException {
		Method method = get(raw.getClass()).orElseThrow();
		Class<?> owner = method.getDeclaringClass();
		try {
			return method.invoke(owner.isInstance(raw) ? raw : raw.unwrap(owner));
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof SQLException failure) {
				throw failure;
			}
			ReflectionUtils.rethrowRuntimeException(ex.getTargetException());
			throw new IllegalStateException(ex);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("'%s' of '%s' is not public".formatted(this.name, this.type), ex);
		}
	}

	private static boolean isOwnedBy(Connection raw, Method method) throws SQLException {
		return method.getDeclaringClass().isInstance(raw) || raw.isWrapperFor(method.getDeclaringClass());
	}

	@Override
	public String toString() {
		return this.type + "#" + this.name;
	}

}
