package io.github.jdbcguard.coexistence.jdbc;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Orders, and all that Spring JDBC offers to store them.
 */
@Component
class Orders {

	static final String[] SCHEMA = { "create table orders (id bigint primary key, customer varchar(20), total int)",
			"create table audit (id serial primary key, note varchar(40))" };

	private final JdbcTemplate template;

	private final JdbcClient client;

	private final TransactionTemplate transactions;

	private final Audit audit;

	Orders(JdbcTemplate template, JdbcClient client, TransactionTemplate transactions, Audit audit) {
		this.template = template;
		this.client = client;
		this.transactions = transactions;
		this.audit = audit;
	}

	/**
	 * Store an order, in autocommit unless there is a transaction.
	 * @param id its number
	 */
	void insert(long id) {
		this.client.sql("insert into orders values (:id, :customer, :total)")
			.param("id", id)
			.param("customer", "ann")
			.param("total", 10)
			.update();
	}

	void insertTogether(long first, int count) {
		this.transactions
			.executeWithoutResult((status) -> this.template.batchUpdate("insert into orders values (?, 'bob', 20)",
					IntStream.range(0, count).mapToObj((i) -> new Object[] { first + i }).toList()));
	}

	void insertAndThinkBetter(long id) {
		this.transactions.executeWithoutResult((status) -> {
			insert(id);
			status.setRollbackOnly();
		});
	}

	@Transactional
	void insertAndFail(long id) {
		insert(id);
		throw new IllegalStateException("Out of stock");
	}

	@Transactional
	void insertWithAudit(long id) {
		insert(id);
		this.audit.note("order " + id);
	}

	@Transactional
	void insertWithRefusedPart(long id) {
		insert(id);
		try {
			this.audit.refuse("part of " + id);
		}
		catch (IllegalStateException ex) {
			// The savepoint has been rolled back, the order stands
		}
	}

	@Transactional(readOnly = true, isolation = Isolation.SERIALIZABLE)
	long count() {
		return this.client.sql("select count(*) from orders").query(Long.class).single();
	}

	@Transactional(readOnly = true)
	long sumOfStream() {
		try (Stream<Integer> totals = this.template.queryForStream("select total from orders",
				(row, number) -> row.getInt(1))) {
			return totals.mapToLong(Integer::longValue).sum();
		}
	}

	/**
	 * Ask for each order while the rows of another query are read: each inner query takes
	 * a second connection.
	 * @return how often customers were found
	 */
	long lookUpWhileReading() {
		List<Integer> found = this.template.query("select id from orders",
				(row, number) -> this.client
					.sql("select count(*) from orders where customer = (select customer from orders where id = ?)")
					.param(row.getLong(1))
					.query(Integer.class)
					.single());
		return found.stream().mapToLong(Integer::longValue).sum();
	}

	@Transactional
	long lookUpWhileReadingInTransaction() {
		return lookUpWhileReading();
	}

	Number insertNote(String note) {
		return new SimpleJdbcInsert(this.template).withTableName("audit")
			.usingColumns("note")
			.usingGeneratedKeyColumns("id")
			.executeAndReturnKey(Map.of("note", note));
	}

	/**
	 * What is written in transactions of its own.
	 */
	@Component
	static class Audit {

		private final JdbcClient client;

		Audit(JdbcClient client) {
			this.client = client;
		}

		@Transactional(propagation = Propagation.REQUIRES_NEW)
		void note(String note) {
			this.client.sql("insert into audit (note) values (?)").param(note).update();
		}

		@Transactional(propagation = Propagation.NESTED)
		void refuse(String note) {
			this.client.sql("insert into audit (note) values (?)").param(note).update();
			throw new IllegalStateException("Refused");
		}

		@Transactional(propagation = Propagation.NOT_SUPPORTED)
		long count() {
			return this.client.sql("select count(*) from audit").query(Long.class).single();
		}

	}

}
