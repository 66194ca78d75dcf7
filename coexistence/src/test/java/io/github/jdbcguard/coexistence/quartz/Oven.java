package io.github.jdbcguard.coexistence.quartz;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where the jobs' work is done, in transactions.
 */
class Oven {

	private final JdbcClient client;

	Oven(JdbcClient client) {
		this.client = client;
	}

	@Transactional
	void bake(String baker) {
		this.client.sql("insert into bread values (?)").param(baker).update();
	}

}
