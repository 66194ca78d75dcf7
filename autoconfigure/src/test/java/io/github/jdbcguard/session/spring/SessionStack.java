package io.github.jdbcguard.session.spring;

import javax.sql.DataSource;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an application has on one DataSource, of whatever kind: a session, a transaction
 * manager, templates.
 */
final class SessionStack {

	final JdbcTransactionManager manager;

	final SessionSource source;

	final JdbcSession session;

	final JdbcTemplate plain;

	final JdbcClient client;

	private final String askForBackend;

	SessionStack(Sessions sessions, String name, Driver driver, DataSource dataSource) {
		this.manager = new JdbcTransactionManager(dataSource);
		this.source = new SessionSource(sessions, name, dataSource, () -> this.manager,
				() -> new JdbcTemplate(dataSource));
		this.session = this.source.session();
		this.plain = new JdbcTemplate(dataSource);
		this.client = JdbcClient.create(dataSource);
		this.askForBackend = (driver == Driver.PGJDBC) ? "select pg_backend_pid()" : "select connection_id()";
	}

	TransactionTemplate transaction(int propagation) {
		TransactionTemplate transaction = new TransactionTemplate(this.manager);
		transaction.setName("OrderService.place");
		transaction.setPropagationBehavior(propagation);
		return transaction;
	}

	void inTransaction(int propagation, Runnable work) {
		transaction(propagation).executeWithoutResult((status) -> work.run());
	}

	/** Which connection of the server the session works on. */
	long backend() {
		return this.session.jdbc().sql(this.askForBackend).query(Long.class).single();
	}

	/** Which connection of the server a template works on. */
	long backendOfTemplate() {
		return this.plain.queryForObject(this.askForBackend, Long.class);
	}

	/** Which connection of the server a client works on. */
	long backendOfClient() {
		return this.client.sql(this.askForBackend).query(Long.class).single();
	}

	void book(int id, int amount) {
		this.session.jdbc().sql("update account set balance = balance + ? where id = ?").params(amount, id).update();
	}

	void bookByTemplate(int id, int amount) {
		this.plain.update("update account set balance = balance + ? where id = ?", amount, id);
	}

}
