package io.github.jdbcguard.pool.hikari;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.pool.jdbc.DelegatingConnection;
import io.github.jdbcguard.process.Incarnation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.ConnectionProxy;

/**
 * What the borrower holds. Refuses work on a connection that another life of the process
 * opened: in a transaction always, else where it was inherited through a {@code fork()}.
 * Refuses it too in a transaction whose connection was lost, until the borrower has
 * rolled back; then the next use takes another connection. See {@link LeaseState}.
 * <p>
 * A Spring {@link ConnectionProxy}, so that {@code DataSourceUtils} recognises the
 * connection of a transaction when a statement hands out HikariCP's.
 * <p>
 * Long because there are that many ways to make a statement. It takes 32 bytes, which is
 * part of what a checkout costs: hence the time of the checkout in units of 8 ms, which
 * an {@code int} counts for 397 days, and one state for everything that changes.
 */
final class LeaseConnection extends DelegatingConnection implements Lease, ConnectionProxy {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private static final int UNIT_BITS = 3;

	private final Thread borrower;

	private final int since;

	private PooledRecord record;

	private Connection target;

	private LeaseState state;

	LeaseConnection(Connection target, PooledRecord record, Thread borrower, long sinceMillis, boolean autoCommit) {
		this.target = target;
		this.record = record;
		this.borrower = borrower;
		this.since = units(sinceMillis);
		this.state = autoCommit ? LeaseState.AUTO_COMMIT : LeaseState.BEGUN;
	}

	@Override
	public ConnectionRecord record() {
		return this.record;
	}

	@Override
	public Thread borrower() {
		return this.borrower;
	}

	@Override
	public Instant since() {
		return instant(this.since);
	}

	/**
	 * When a lease began that was counted so.
	 */
	static Instant instant(int since) {
		long now = System.currentTimeMillis();
		// The difference is right even when the count has started over in between
		long heldMillis = (long) (units(now) - since) << UNIT_BITS;
		return Instant.ofEpochMilli(now - Math.max(0, heldMillis));
	}

	int sinceUnits() {
		return this.since;
	}

	private static int units(long millis) {
		return (int) (millis >> UNIT_BITS);
	}

	@Override
	public Connection getTargetConnection() {
		return this.target;
	}

	/**
	 * For calls that are not work: refused only on a connection that is shared with a
	 * parent process.
	 */
	@Override
	protected Connection delegate() throws SQLException {
		PooledRecord record = this.record;
		Incarnation now = record.pool.monitor().glance();
		if (now != record.incarnation && now.isForkOf(record.incarnation)) {
			throw ForeignLease.inherited(record, now);
		}
		return this.state.isVacant() ? takeAnother() : this.target;
	}

	/**
	 * For statements, commits and savepoints. In a transaction the life of the process
	 * must be the one that opened the connection; outside of one a restored connection
	 * works, or fails, by itself.
	 * @throws SQLException where the work must not be done
	 */
	void checkWork() throws SQLException {
		forWork();
	}

	private Connection forWork() throws SQLException {
		LeaseState state = this.state;
		if (state == LeaseState.BEGUN || state == LeaseState.WORKED) {
			checkTransaction();
			return this.target;
		}
		if (state.isRollbackPending()) {
			throw pendingRollback();
		}
		if (state == LeaseState.LOST) {
			throw LostTransaction.lost(this.record);
		}
		return delegate();
	}

	/**
	 * For what is done with a statement that was allowed. Where a fork has no sign the
	 * clock is read for each statement, and not for each execution.
	 * @throws SQLException where the work must not be done
	 */
	void checkExecution() throws SQLException {
		LeaseState state = this.state;
		if (state == LeaseState.AUTO_COMMIT) {
			if (isShared()) {
				delegate();
			}
		}
		else if (state == LeaseState.BEGUN || state == LeaseState.WORKED) {
			checkTransaction();
			this.state = LeaseState.WORKED;
		}
		else {
			refuse(state);
		}
	}

	/**
	 * A statement made on a connection that was lost, or given back, might still reach
	 * the server there: its work would be nobody's.
	 */
	private void refuse(LeaseState state) throws SQLException {
		requireNotShared();
		throw state.isRollbackPending() ? pendingRollback() : LostTransaction.madeOnLost(this.record);
	}

	/**
	 * For what reads on in a result.
	 */
	void checkReading() throws SQLException {
		requireNotShared();
		if (!this.state.isConnected() && this.state != LeaseState.CLOSED) {
			throw LostTransaction.madeOnLost(this.record);
		}
	}

	/**
	 * For what interferes with a statement.
	 */
	void requireNotShared() throws SQLException {
		if (isShared()) {
			throw ForeignLease.inherited(this.record, this.record.pool.monitor().incarnation());
		}
	}

	private void checkTransaction() throws SQLException {
		PooledRecord record = this.record;
		Incarnation now = record.pool.monitor().incarnation();
		if (now != record.incarnation) {
			throw ForeignLease.transaction(record, now);
		}
	}

	private PendingRollbackException pendingRollback() {
		return LostTransaction.pending(this.record, this.state);
	}

	private boolean isForeign() {
		return this.record.pool.isForeign(this.record);
	}

	/**
	 * Whether the connection is known to be shared with a parent process.
	 */
	boolean isShared() {
		return this.record.pool.isKnownShared(this.record);
	}

	@Override
	protected SQLException failed(SQLException failure) {
		PooledRecord record = this.record;
		if (this.state.isConnected() && record.pool.failures().isLoss(record, failure)) {
			record.failure = failure;
			this.state = this.state.whenLost();
			record.pool.evict(this.target);
		}
		return failure;
	}

	/**
	 * Judge what a call on a statement has thrown, unless the statement was made on a
	 * connection that was lost before.
	 */
	SQLException failed(Statement statement, SQLException failure) {
		try {
			return failed(statement.getConnection(), failure);
		}
		catch (SQLException ex) {
			// A closed statement says nothing of the connection
			return failure;
		}
	}

	SQLException failed(Connection maker, SQLException failure) {
		return (maker == this.target) ? failed(failure) : failure;
	}

	/**
	 * Take another connection in the place of one that was lost.
	 */
	private Connection takeAnother() throws SQLException {
		PooledRecord lost = this.record;
		boolean autoCommit = this.state.isAutoCommit();
		lost.cameBack();
		lost.pool.endEvicted(lost, this.target);
		LeaseConnection fresh = lost.pool.checkout().take();
		// Not before: where there is none to be had the next use tries again
		Map<Setting, Object> settings = lost.settings().takeChanges();
		this.record = fresh.record;
		this.target = fresh.target;
		this.state = fresh.state;
		try {
			if (autoCommit != this.state.isAutoCommit()) {
				this.target.setAutoCommit(autoCommit);
				this.state = autoCommit ? LeaseState.AUTO_COMMIT : LeaseState.BEGUN;
			}
			for (Map.Entry<Setting, Object> setting : settings.entrySet()) {
				if (setting.getKey() != Setting.CLIENT_INFO) {
					this.record.settings().change(setting.getKey(), this.target, setting.getValue());
				}
			}
		}
		catch (SQLException ex) {
			settings.forEach(this.record.settings()::wish);
			SQLException failure = failed(ex);
			if (this.state.isVacant()) {
				setAutoCommit(autoCommit);
			}
			throw failure;
		}
		return this.target;
	}

	@Override
	public boolean getAutoCommit() throws SQLException {
		LeaseState state = this.state;
		return (state.isVacant() || state.isRollbackPending()) ? state.isAutoCommit() : super.getAutoCommit();
	}

	/**
	 * JDBC commits when autocommit is switched on in a transaction, so that is refused
	 * where a commit would be. Quiet after a rollback, for Spring restores the setting
	 * then, and after a commit that failed: the borrower knows.
	 */
	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		LeaseState state = this.state;
		if (state.isVacant() || (autoCommit && state == LeaseState.LOST_IN_COMMIT)) {
			this.state = autoCommit ? LeaseState.ROLLED_BACK_AUTO_COMMIT : LeaseState.ROLLED_BACK;
			return;
		}
		if (autoCommit && state == LeaseState.COMMIT_FAILED) {
			rollback();
		}
		else if (autoCommit && state == LeaseState.LOST_IN_TRANSACTION) {
			throw pendingRollback();
		}
		else if (autoCommit && (state == LeaseState.BEGUN || state == LeaseState.WORKED)) {
			checkTransaction();
		}
		try {
			delegate().setAutoCommit(autoCommit);
		}
		catch (SQLException ex) {
			throw autoCommit ? commitFailed(ex) : failed(ex);
		}
		if (this.state.isConnected() && autoCommit != this.state.isAutoCommit()) {
			this.state = autoCommit ? LeaseState.AUTO_COMMIT : LeaseState.BEGUN;
		}
	}

	@Override
	public void commit() throws SQLException {
		if (this.state.isVacant()) {
			return;
		}
		Connection target = forWork();
		try {
			target.commit();
		}
		catch (SQLException ex) {
			throw commitFailed(ex);
		}
		if (this.state == LeaseState.WORKED) {
			this.state = LeaseState.BEGUN;
		}
	}

	private SQLException commitFailed(SQLException failure) {
		if (this.state == LeaseState.WORKED) {
			this.record.failure = failure;
			failed(failure);
			this.state = this.state.whenCommitFailed();
			return failure;
		}
		return failed(failure);
	}

	@Override
	public void rollback() throws SQLException {
		LeaseState state = this.state;
		if (state.isVacant() || (state.isRollbackPending() && state != LeaseState.COMMIT_FAILED)) {
			this.state = state.whenRolledBack();
			return;
		}
		if (state != LeaseState.CLOSED && isForeign()) {
			this.state = (state == LeaseState.AUTO_COMMIT) ? state : LeaseState.ROLLED_BACK;
			return;
		}
		try {
			delegate().rollback();
		}
		catch (SQLException ex) {
			failed(ex);
			if (this.state.isConnected()) {
				throw ex;
			}
			// The server has rolled back what it has lost the connection of
		}
		this.record.failure = null;
		this.state = this.state.whenRolledBack();
	}

	/**
	 * Quiet, like the whole rollback that is still needed, where the transaction is lost:
	 * Spring would show this failure in place of the original.
	 */
	@Override
	public void rollback(Savepoint savepoint) throws SQLException {
		if (!this.state.isRollbackPending()) {
			checkWork();
			super.rollback(savepoint);
		}
	}

	@Override
	public Savepoint setSavepoint() throws SQLException {
		checkExecution();
		return super.setSavepoint();
	}

	@Override
	public Savepoint setSavepoint(String name) throws SQLException {
		checkExecution();
		return super.setSavepoint(name);
	}

	@Override
	public void releaseSavepoint(Savepoint savepoint) throws SQLException {
		if (!this.state.isRollbackPending()) {
			checkWork();
			super.releaseSavepoint(savepoint);
		}
	}

	/**
	 * For what takes a statement with some driver, and with it begins a transaction where
	 * autocommit is off.
	 */
	void noteQuestion() {
		if (this.state == LeaseState.BEGUN) {
			this.state = LeaseState.WORKED;
		}
	}

	@Override
	public String getSchema() throws SQLException {
		delegate();
		noteQuestion();
		return super.getSchema();
	}

	@Override
	public String getCatalog() throws SQLException {
		delegate();
		noteQuestion();
		return super.getCatalog();
	}

	@Override
	public int getTransactionIsolation() throws SQLException {
		delegate();
		noteQuestion();
		return super.getTransactionIsolation();
	}

	@Override
	public void setReadOnly(boolean readOnly) throws SQLException {
		change(Setting.READ_ONLY, readOnly);
	}

	@Override
	public void setTransactionIsolation(int level) throws SQLException {
		change(Setting.ISOLATION, level);
	}

	@Override
	public void setCatalog(String catalog) throws SQLException {
		change(Setting.CATALOG, catalog);
	}

	@Override
	public void setSchema(String schema) throws SQLException {
		change(Setting.SCHEMA, schema);
	}

	@Override
	public void setHoldability(int holdability) throws SQLException {
		change(Setting.HOLDABILITY, holdability);
	}

	@Override
	public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
		change(Setting.NETWORK_TIMEOUT, milliseconds);
	}

	/**
	 * Where there is no connection, after a rollback, a setting is kept for the next:
	 * Spring restores settings then, and must not have to wait for a server that is gone.
	 */
	private void change(Setting setting, Object value) throws SQLException {
		if (this.state.isVacant()) {
			this.record.settings().wish(setting, value);
			return;
		}
		if (this.state == LeaseState.LOST) {
			throw LostTransaction.lost(this.record);
		}
		Connection target = delegate();
		if (target.isClosed()) {
			// Complains; the connection may be another borrower's by now
			setting.write(target, value);
			return;
		}
		if (setting.takesStatement()) {
			noteQuestion();
		}
		try {
			this.record.settings().change(setting, target, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setClientInfo(String name, String value) throws SQLClientInfoException {
		rememberClientInfo();
		super.setClientInfo(name, value);
	}

	@Override
	public void setClientInfo(Properties properties) throws SQLClientInfoException {
		rememberClientInfo();
		super.setClientInfo(properties);
	}

	private void rememberClientInfo() {
		PooledRecord record = this.record;
		if (!this.state.isConnected() || record.isDetached()) {
			return;
		}
		try {
			record.settings().remember(Setting.CLIENT_INFO);
			// What it is changed to shows when it is restored
			record.settings().wish(Setting.CLIENT_INFO, record.raw);
		}
		catch (SQLException | RuntimeException ex) {
			// A driver that does not tell can restore nothing
			logger.debug("The client info of {} cannot be read, so it is not restored", record, ex);
		}
	}

	/**
	 * Ends the lease.
	 */
	@Override
	public void close() throws SQLException {
		LeaseState state = this.state;
		this.state = LeaseState.CLOSED;
		if (state == LeaseState.CLOSED) {
			return;
		}
		this.record.pool.checkIn(this.record, this.target, state);
	}

	@Override
	public void abort(Executor executor) throws SQLException {
		LeaseState state = this.state;
		this.state = LeaseState.CLOSED;
		if (state != LeaseState.CLOSED && !isShared()) {
			this.record.pool.abort(this.record, this.target, executor);
		}
	}

	@Override
	public boolean isClosed() throws SQLException {
		LeaseState state = this.state;
		if (state.isVacant() || state.isRollbackPending()) {
			return isShared();
		}
		return state == LeaseState.CLOSED || state == LeaseState.LOST || isShared() || super.isClosed();
	}

	/**
	 * Asks the server, which HikariCP's own pings may be spared, see {@link Liveness}.
	 */
	@Override
	public boolean isValid(int seconds) throws SQLException {
		return this.state.isConnected() && !isForeign() && !isClosed() && this.record.raw.isValid(seconds);
	}

	@Override
	public void invalidate() throws SQLException {
		requireOpen();
		PooledRecord record = this.record;
		record.failure = new SQLException(record + " was invalidated by its borrower", "08003");
		record.pool.endings().invalidate(record);
		this.state = this.state.whenInvalidated();
		record.pool.evict(this.target);
	}

	@Override
	public void detach() throws SQLException {
		requireOpen();
		this.target = this.record.pool.detach(this.record, this.target);
	}

	private void requireOpen() throws SQLException {
		if (isClosed() || !this.record.isOpen()) {
			throw new SQLException("The lease of " + this.record + " has ended, or was detached before", "08003");
		}
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		// As HikariCP's own proxy, which hands out the driver's connection
		if (iface != Connection.class && iface.isInstance(this)) {
			return iface.cast(this);
		}
		Connection target = delegate();
		noteQuestion();
		Connection raw = this.record.raw;
		if (this.state.isConnected()) {
			this.record.expose();
		}
		// HikariCP complains, or hands out a closed connection, where the lease has ended
		return (iface.isInstance(raw) && !target.isClosed()) ? iface.cast(raw) : target.unwrap(iface);
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		return iface.isInstance(this) || super.isWrapperFor(iface);
	}

	@Override
	public DatabaseMetaData getMetaData() throws SQLException {
		return new LeaseMetaData(this, super.getMetaData());
	}

	@Override
	public Statement createStatement() throws SQLException {
		Connection target = forWork();
		try {
			return new LeaseStatement(this, target.createStatement());
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Statement createStatement(int resultSetType, int resultSetConcurrency) throws SQLException {
		Connection target = forWork();
		try {
			return new LeaseStatement(this, target.createStatement(resultSetType, resultSetConcurrency));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Statement createStatement(int resultSetType, int resultSetConcurrency, int resultSetHoldability)
			throws SQLException {
		Connection target = forWork();
		try {
			return new LeaseStatement(this,
					target.createStatement(resultSetType, resultSetConcurrency, resultSetHoldability));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql) throws SQLException {
		Connection target = forWork();
		try {
			return new LeasePreparedStatement(this, target.prepareStatement(sql));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
		Connection target = forWork();
		try {
			return new LeasePreparedStatement(this, target.prepareStatement(sql, autoGeneratedKeys));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
		Connection target = forWork();
		try {
			return new LeasePreparedStatement(this, target.prepareStatement(sql, columnIndexes));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
		Connection target = forWork();
		try {
			return new LeasePreparedStatement(this, target.prepareStatement(sql, columnNames));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
			throws SQLException {
		Connection target = forWork();
		try {
			return new LeasePreparedStatement(this, target.prepareStatement(sql, resultSetType, resultSetConcurrency));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency,
			int resultSetHoldability) throws SQLException {
		Connection target = forWork();
		try {
			return new LeasePreparedStatement(this,
					target.prepareStatement(sql, resultSetType, resultSetConcurrency, resultSetHoldability));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql) throws SQLException {
		Connection target = forWork();
		try {
			return new LeaseCallableStatement(this, target.prepareCall(sql));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency) throws SQLException {
		Connection target = forWork();
		try {
			return new LeaseCallableStatement(this, target.prepareCall(sql, resultSetType, resultSetConcurrency));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency,
			int resultSetHoldability) throws SQLException {
		Connection target = forWork();
		try {
			return new LeaseCallableStatement(this,
					target.prepareCall(sql, resultSetType, resultSetConcurrency, resultSetHoldability));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String toString() {
		return "Lease of " + this.record + ": " + this.target;
	}

}
