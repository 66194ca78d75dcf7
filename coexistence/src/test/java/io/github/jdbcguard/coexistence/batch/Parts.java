package io.github.jdbcguard.coexistence.batch;

import javax.sql.DataSource;

import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcCursorItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What steps read, and what they make of it.
 */
class Parts {

	private final DataSource dataSource;

	private final JdbcClient client;

	Parts(DataSource dataSource, JdbcClient client) {
		this.dataSource = dataSource;
		this.client = client;
	}

	/**
	 * A cursor that PostgreSQL really keeps open, for which autocommit has to be off.
	 * @return the reader
	 */
	JdbcCursorItemReader<Integer> cursor() {
		return cursor(this.dataSource).connectionAutoCommit(false).build();
	}

	JdbcCursorItemReaderBuilder<Integer> cursor(DataSource dataSource) {
		return new JdbcCursorItemReaderBuilder<Integer>().name("parts")
			.dataSource(dataSource)
			.sql("select id from part order by id")
			.rowMapper((row, number) -> row.getInt(1))
			.fetchSize(10);
	}

	/**
	 * Asks the database for each item.
	 * @return the processor
	 */
	ItemProcessor<Integer, Integer> lookup() {
		return (id) -> this.client.sql("select id from part where id = ?").param(id).query(Integer.class).single();
	}

	ItemWriter<Integer> products(String step) {
		return products(step, this.dataSource);
	}

	ItemWriter<Integer> products(String step, DataSource dataSource) {
		var writer = new JdbcBatchItemWriterBuilder<Integer>().dataSource(dataSource)
			.sql("insert into product values (?, '%s')".formatted(step))
			.itemPreparedStatementSetter((part, statement) -> statement.setInt(1, part))
			.build();
		writer.afterPropertiesSet();
		return writer;
	}

}
