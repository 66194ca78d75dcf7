package io.github.jdbcguard.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.zaxxer.hikari.HikariConfig;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A real driver that misbehaves when it is told to, in ways that cannot be provoked from
 * the server's side. Calls are named by their interface and method, as
 * {@code Connection.rollback}. Thread-safe.
 */
public final class FaultyDriver extends AbstractDataSource {

	private static final Set<Class<?>> WRAPPED = Set.of(Statement.class, PreparedStatement.class,
			DatabaseMetaData.class);

	private final Map<String, Fault> faults = new ConcurrentHashMap<>();

	private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final List<Connection> connections = new CopyOnWriteArrayList<>();

	private final Database database;

	/**
	 * Put it before a database.
	 * @param database the database
	 */
	public FaultyDriver(Database database) {
		this.database = database;
	}

	/**
	 * Have a pool use it.
	 * @param config the configuration of the pool
	 */
	public void serve(HikariConfig config) {
		config.setJdbcUrl(null);
		config.setDataSource(this);
	}

	/**
	 * From now on do something before a call, or instead of it by throwing.
	 * @param call the call
	 * @param fault what to do
	 */
	public void before(String call, Fault fault) {
		this.faults.put(call, fault);
	}

	/**
	 * From now on answer a call with {@code null}.
	 * @param call the call
	 */
	public void answersNull(String call) {
		this.unanswered.add(call);
	}

	/**
	 * From now on do a call as it should be done.
	 * @param call the call
	 */
	public void heal(String call) {
		this.faults.remove(call);
		this.unanswered.remove(call);
	}

	/**
	 * The calls so far.
	 * @return their names in the order in which they came
	 */
	public List<String> calls() {
		return List.copyOf(this.calls);
	}

	/**
	 * How many connections were opened.
	 * @return the number
	 */
	public int opened() {
		return this.connections.size();
	}

	/**
	 * How many connections were opened and not closed since.
	 * @return the number
	 * @throws SQLException if the driver does not know
	 */
	public int open() throws SQLException {
		int open = 0;
		for (Connection connection : this.connections) {
			open += connection.isClosed() ? 0 : 1;
		}
		return open;
	}

	/**
	 * Close every connection that was opened, without a word to whoever has them.
	 * @throws SQLException if the driver does not
	 */
	public void closeAll() throws SQLException {
		for (Connection connection : this.connections) {
			connection.close();
		}
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = this.database.connect();
		this.connections.add(connection);
		return (Connection) wrap(Connection.class, connection);
	}

	@Override
	public Connection getConnection(String user, String password) throws SQLException {
		return getConnection();
	}

	private Object wrap(Class<?> type, Object target) {
		return Proxy.newProxyInstance(FaultyDriver.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> call(type, target, method, arguments);
				});
	}

	private Object call(Class<?> type, Object target, Method method, Object[] arguments) throws Throwable {
		String name = type.getSimpleName() + "." + method.getName();
		this.calls.add(name);
		Fault fault = this.faults.get(name);
		if (fault != null) {
			fault.strike();
		}
		if (this.unanswered.contains(name)) {
			return null;
		}
		try {
			Object result = method.invoke(target, arguments);
			Class<?> returned = method.getReturnType();
			return (result != null && WRAPPED.contains(returned)) ? wrap(returned, result) : result;
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * What goes wrong.
	 */
	@FunctionalInterface
	public interface Fault {

		/**
		 * Go wrong.
		 * @throws Throwable what the caller of the driver is to get
		 */
		void strike() throws Throwable;

	}

}
