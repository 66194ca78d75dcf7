package io.github.jdbcguard.benchmarks.stub;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * A connection that remembers its settings and does nothing else. It has one statement,
 * handed out again and again, so that preparing one allocates nothing.
 */
abstract class StubConnection implements Connection {

	private static final Completed<StubStatement> STATEMENTS = Completed.of(StubStatement.class);

	private static final DatabaseMetaData META_DATA = Completed.of(StubMetaData.class).create();

	private final StubStatement statement = STATEMENTS.create();

	private boolean closed;

	private boolean autoCommit = true;

	private boolean readOnly;

	private int isolation = TRANSACTION_READ_COMMITTED;

	private int networkTimeout;

	private @Nullable String catalog;

	private @Nullable String schema;

	StubConnection() {
		this.statement.openedBy(this);
	}

	@Override
	public Statement createStatement() {
		return this.statement;
	}

	@Override
	public PreparedStatement prepareStatement(String sql) {
		return this.statement;
	}

	@Override
	public DatabaseMetaData getMetaData() {
		return META_DATA;
	}

	@Override
	public void setAutoCommit(boolean autoCommit) {
		this.autoCommit = autoCommit;
	}

	@Override
	public boolean getAutoCommit() {
		return this.autoCommit;
	}

	@Override
	public void commit() {
	}

	@Override
	public void rollback() {
	}

	@Override
	public void close() {
		this.closed = true;
	}

	@Override
	public void abort(Executor executor) {
		this.closed = true;
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public boolean isValid(int timeout) {
		return !this.closed;
	}

	@Override
	public void setReadOnly(boolean readOnly) {
		this.readOnly = readOnly;
	}

	@Override
	public boolean isReadOnly() {
		return this.readOnly;
	}

	@Override
	public void setCatalog(@Nullable String catalog) {
		this.catalog = catalog;
	}

	@Override
	public @Nullable String getCatalog() {
		return this.catalog;
	}

	@Override
	public void setSchema(@Nullable String schema) {
		this.schema = schema;
	}

	@Override
	public @Nullable String getSchema() {
		return this.schema;
	}

	@Override
	public void setTransactionIsolation(int level) {
		this.isolation = level;
	}

	@Override
	public int getTransactionIsolation() {
		return this.isolation;
	}

	@Override
	public void setNetworkTimeout(Executor executor, int milliseconds) {
		this.networkTimeout = milliseconds;
	}

	@Override
	public int getNetworkTimeout() {
		return this.networkTimeout;
	}

	@Override
	public @Nullable SQLWarning getWarnings() {
		return null;
	}

	@Override
	public void clearWarnings() {
	}

	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		if (type.isInstance(this)) {
			return type.cast(this);
		}
		throw new SQLException("The stub connection is no '%s'".formatted(type));
	}

	@Override
	public boolean isWrapperFor(Class<?> type) {
		return type.isInstance(this);
	}

}
