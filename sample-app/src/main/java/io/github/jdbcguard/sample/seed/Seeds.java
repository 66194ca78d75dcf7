package io.github.jdbcguard.sample.seed;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The table of seeds: one value per round.
 */
@Repository
@Transactional
class Seeds {

	private final JdbcClient jdbc;

	Seeds(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	long sow() {
		long round = this.jdbc.sql("select coalesce(max(round_no), 0) + 1 from seed").query(Long.class).single();
		this.jdbc.sql("insert into seed (round_no, amount) values (:round, 1)").param("round", round).update();
		return round;
	}

	void addOne(long round) {
		this.jdbc.sql("update seed set amount = amount + 1 where round_no = :round").param("round", round).update();
	}

	@Transactional(readOnly = true)
	int amount(long round) {
		return this.jdbc.sql("select amount from seed where round_no = :round")
			.param("round", round)
			.query(Integer.class)
			.single();
	}

	@Transactional(readOnly = true)
	List<Integer> amounts() {
		return this.jdbc.sql("select amount from seed order by round_no").query((row, number) -> row.getInt(1)).list();
	}

}
