package io.github.jdbcguard.pool.hikari.model;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.pool.Lease;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection that a borrower holds, what it has done with it, and what it must find
 * therefore. Of a setting whose change failed nothing is known: it is {@code null}. Used
 * by one thread.
 */
final class Borrowed {

	private final Scene scene;

	private final Connection connection;

	private final List<Long> uncommitted = new ArrayList<>();

	private long id;

	private boolean autoCommit;

	private @Nullable Integer isolation = Connection.TRANSACTION_READ_COMMITTED;

	private @Nullable String schema = "public";

	private @Nullable Boolean readOnly = false;

	/**
	 * Whether something failed in this transaction.
	 */
	private boolean doubtful;

	private boolean detached;

	Borrowed(Scene scene) throws SQLException {
		this.scene = scene;
		this.connection = scene.take();
		this.autoCommit = scene.setup().autoCommit();
		this.id = recordId();
		scene.claims().claim(this.id);
	}

	long id() {
		return this.id;
	}

	boolean isDetached() {
		return this.detached;
	}

	private long recordId() throws SQLException {
		return this.connection.unwrap(Lease.class).record().id();
	}

	/**
	 * The lease may hold another connection by now.
	 */
	void follow() throws SQLException {
		long now = recordId();
		if (now != this.id) {
			this.scene.claims().release(this.id);
			this.id = now;
			this.scene.claims().claim(now);
		}
	}

	void failed() {
		this.doubtful = true;
	}

	void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

	void work() throws SQLException {
		long row = Rows.next();
		execute("insert into work values (" + row + ")");
		this.uncommitted.add(row);
		if (this.autoCommit) {
			committed();
		}
	}

	/**
	 * PostgreSQL's driver does not complain when a transaction is rolled back instead, as
	 * one is in which a statement failed.
	 */
	private void committed() {
		if (!this.doubtful || this.autoCommit) {
			this.scene.rows().committed(this.uncommitted);
		}
		ended();
	}

	private void rolledBack() {
		this.scene.rows().rolledBack(this.uncommitted);
		ended();
	}

	private void ended() {
		this.uncommitted.clear();
		this.doubtful = false;
	}

	void setAutoCommit(boolean on) throws SQLException {
		try {
			this.connection.setAutoCommit(on);
		}
		catch (SQLException ex) {
			this.uncommitted.clear();
			throw ex;
		}
		if (on && !this.autoCommit) {
			committed();
		}
		this.autoCommit = on;
	}

	void commit() throws SQLException {
		boolean lost = !this.uncommitted.isEmpty() && this.scene.ledger().life(this.id) == ConnectionLife.CLOSED;
		try {
			this.connection.commit();
		}
		catch (SQLException ex) {
			if (!lost) {
				this.uncommitted.clear();
			}
			throw ex;
		}
		if (lost) {
			this.scene.ledger().violated("commit() was quiet though the transaction was lost");
		}
		committed();
	}

	void rollback() throws SQLException {
		if (this.autoCommit) {
			return;
		}
		try {
			this.connection.rollback();
		}
		catch (SQLException ex) {
			if (!this.detached) {
				this.scene.ledger().violated("rollback() threw " + ex);
			}
		}
		rolledBack();
	}

	void changeIsolation() throws SQLException {
		this.isolation = null;
		this.connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
		this.isolation = Connection.TRANSACTION_SERIALIZABLE;
	}

	void changeReadOnly() throws SQLException {
		this.readOnly = null;
		this.connection.setReadOnly(true);
		this.readOnly = true;
	}

	/**
	 * PostgreSQL rolls this back with the transaction, so it has one of its own.
	 */
	void changeSchema() throws SQLException {
		if (!this.uncommitted.isEmpty() || this.doubtful) {
			return;
		}
		this.schema = null;
		this.connection.setSchema("pg_catalog");
		if (!this.autoCommit) {
			commit();
		}
		this.schema = "pg_catalog";
	}

	void lookAtSettings() throws SQLException {
		assertThat(this.connection.getAutoCommit()).as("autocommit").isEqualTo(this.autoCommit);
		int isolation = this.connection.getTransactionIsolation();
		assertThat(isolation).as("isolation").isEqualTo((this.isolation != null) ? this.isolation : isolation);
		String schema = this.connection.getSchema();
		assertThat(schema).as("schema").isEqualTo((this.schema != null) ? this.schema : schema);
		boolean readOnly = this.connection.isReadOnly();
		assertThat(readOnly).as("read only").isEqualTo((this.readOnly != null) ? this.readOnly : readOnly);
	}

	void invalidate() throws SQLException {
		this.connection.unwrap(Lease.class).invalidate();
		this.scene.rows().rolledBack(this.uncommitted);
		this.doubtful = true;
		assertThat(this.scene.ledger().life(this.id)).as("invalidated connection").isEqualTo(ConnectionLife.CLOSED);
	}

	void detach() throws SQLException {
		this.connection.unwrap(Lease.class).detach();
		this.detached = true;
		assertThat(this.scene.ledger().life(this.id)).as("detached connection").isEqualTo(ConnectionLife.DETACHED);
	}

	void abort() throws SQLException {
		this.scene.claims().release(this.id);
		this.connection.abort(Runnable::run);
		rolledBack();
	}

	void close() throws SQLException {
		// Another may have it before this returns
		this.scene.claims().release(this.id);
		boolean commits = this.scene.setup().commits() && !this.detached;
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			this.uncommitted.clear();
			if (!commits && !this.detached) {
				this.scene.ledger().violated("close() threw " + ex);
			}
			throw ex;
		}
		if (!commits) {
			rolledBack();
		}
		else {
			committed();
		}
	}

	/**
	 * As often as one likes.
	 */
	void closeAgain() throws SQLException {
		this.connection.close();
	}

}
