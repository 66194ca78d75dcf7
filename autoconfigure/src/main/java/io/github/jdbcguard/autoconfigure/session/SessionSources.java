package io.github.jdbcguard.autoconfigure.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import io.github.jdbcguard.autoconfigure.pool.WrittenProperties;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.TransactionalScope;
import io.github.jdbcguard.session.spring.SessionSource;
import io.github.jdbcguard.session.spring.Sessions;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Makes the sessions and transactional scopes of DataSources. Safe for use by any thread.
 */
public final class SessionSources {

	private static final boolean HIKARI_PRESENT = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
			SessionSources.class.getClassLoader());

	private final Sessions sessions;

	private final SessionProperties properties;

	private final RetrySettings retry;

	private final WrittenProperties written;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<String, SessionSource> sources = new ConcurrentHashMap<>();

	/**
	 * Create a factory.
	 * @param sessions knows which scope each thread is in
	 * @param properties what is set for sessions
	 * @param scope what is set for transactional scopes
	 * @param written what the user wrote
	 * @param beanFactory has the DataSources and what works on them
	 * @throws InvalidPoolPolicyException if a value cannot work
	 */
	public SessionSources(Sessions sessions, SessionProperties properties, ScopeProperties scope,
			WrittenProperties written, ConfigurableListableBeanFactory beanFactory) {
		this.sessions = sessions;
		this.properties = properties;
		this.retry = new RetrySettings(scope.retry(), written);
		this.written = written;
		this.beanFactory = beanFactory;
	}

	/**
	 * The session of a DataSource.
	 * @param dataSource the name of its bean
	 * @return the session
	 */
	public JdbcSession session(String dataSource) {
		return source(dataSource).session();
	}

	/**
	 * The transactional scope of a DataSource.
	 * @param dataSource the name of its bean
	 * @return the scope
	 */
	public TransactionalScope transactions(String dataSource) {
		return source(dataSource).transactions(this.retry.defaults());
	}

	private SessionSource source(String name) {
		SessionSource source = this.sources.get(name);
		if (source == null) {
			// Not made inside of the map: it makes other beans, which may ask for
			// sessions
			SessionSource made = make(name);
			SessionSource earlier = this.sources.putIfAbsent(name, made);
			source = (earlier != null) ? earlier : made;
		}
		return source;
	}

	private SessionSource make(String name) {
		DataSource dataSource = this.beanFactory.getBean(name, DataSource.class);
		if (this.properties.web().transaction() == SessionMode.NONE) {
			checkAutocommit(name, dataSource);
		}
		WorkingBeans beans = new WorkingBeans(this.beanFactory, name, dataSource);
		return new SessionSource(this.sessions, name, dataSource, beans::transactionManager, beans::template);
	}

	/**
	 * Without transactions every statement has to commit itself.
	 */
	private void checkAutocommit(String name, DataSource dataSource) {
		if (!HIKARI_PRESENT || HikariAutocommit.isOn(dataSource)) {
			return;
		}
		throw this.written.setting("jdbc-guard.session.web.transaction", SessionMode.NONE)
			.refused(
					"the pool of DataSource '" + name + "' has autocommit off, so that nothing would ever be committed",
					"Remove 'auto-commit: false' from the pool, or use 'auto'.");
	}

}
