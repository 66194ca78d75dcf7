package io.github.jdbcguard.session.spring;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * What a session's template works on. A template takes a connection from it where it has
 * none of the current transaction yet: the moment in which the session begins its own.
 * <p>
 * {@code JdbcClient} copies the template for statements with a fetch size or a timeout of
 * their own: the copy knows nothing of sessions but this. Thread-safe.
 */
final class SessionDataSource extends TransactionAwareDataSourceProxy {

	private final SessionSource source;

	SessionDataSource(SessionSource source, DataSource dataSource) {
		super(dataSource);
		this.source = source;
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.source.current("getConnection").prepareStatement();
		return super.getConnection();
	}

}
