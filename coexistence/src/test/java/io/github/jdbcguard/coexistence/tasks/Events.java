package io.github.jdbcguard.coexistence.tasks;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What has happened.
 */
class Events {

	private final JdbcClient client;

	Events(JdbcClient client) {
		this.client = client;
	}

	void add(String kind, String subject) {
		this.client.sql("insert into event values (?, ?)").param(kind).param(subject).update();
	}

	@Transactional(propagation = Propagation.REQUIRES_NEW)
	void addInTransactionOfItsOwn(String kind, String subject) {
		add(kind, subject);
	}

	long count() {
		return this.client.sql("select count(*) from event").query(Long.class).single();
	}

}
