package io.github.jdbcguard.coexistence.jpa;

import jakarta.persistence.EntityManager;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the application does in transactions.
 */
@Component
class Sales {

	private final Customers customers;

	private final EntityManager entities;

	private final JdbcClient client;

	private final Journal journal;

	Sales(Customers customers, EntityManager entities, JdbcClient client, Journal journal) {
		this.customers = customers;
		this.entities = entities;
		this.client = client;
		this.journal = journal;
	}

	@Transactional
	Long sell(String name, String... items) {
		Customer customer = this.customers.save(new Customer(name));
		for (String item : items) {
			customer.buy(item);
		}
		this.entities.flush();
		this.journal.note("sold to " + name);
		return customer.getId();
	}

	@Transactional
	void sellAndFail(String name) {
		sell(name, "nothing");
		throw new IllegalStateException("No credit");
	}

	@Transactional
	String rename(Long id, String name) {
		Customer customer = this.customers.findById(id).orElseThrow();
		customer.rename(name);
		this.entities.flush();
		// Plain JDBC on the connection of the JPA transaction
		return this.client.sql("select name from customer where id = ?").param(id).query(String.class).single();
	}

	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	String items(Long id) {
		return this.customers.findById(id).orElseThrow().items();
	}

	@Transactional(readOnly = true)
	long countByStream() {
		try (var all = this.customers.streamAll()) {
			return all.filter((customer) -> customer.getName() != null).count();
		}
	}

	/**
	 * What is written whatever becomes of the sale.
	 */
	@Component
	static class Journal {

		private final JdbcClient client;

		Journal(JdbcClient client) {
			this.client = client;
		}

		@Transactional(propagation = Propagation.REQUIRES_NEW)
		void note(String text) {
			this.client.sql("insert into journal values (?)").param(text).update();
		}

	}

}
