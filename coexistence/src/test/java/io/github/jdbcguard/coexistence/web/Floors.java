package io.github.jdbcguard.coexistence.web;

import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/**
 * What requests read and write, in transactions and without.
 */
class Floors {

	private static final String QUERY = "select number from floor order by number";

	private final JdbcTemplate template;

	Floors(JdbcTemplate template) {
		this.template = template;
	}

	@Transactional
	void visit(String how) {
		this.template.update("insert into visit values (?)", how);
	}

	@Transactional
	void visitAndFall(String how) {
		visit(how);
		throw new IllegalStateException("The stairs are out of order");
	}

	String all() {
		return this.template.queryForList(QUERY, Integer.class)
			.stream()
			.map(String::valueOf)
			.collect(Collectors.joining(","));
	}

	@Transactional(readOnly = true)
	void each(IntConsumer consumer) {
		try (Stream<Integer> floors = this.template.queryForStream(QUERY, (row, number) -> row.getInt(1))) {
			floors.forEach(consumer::accept);
		}
	}

}
