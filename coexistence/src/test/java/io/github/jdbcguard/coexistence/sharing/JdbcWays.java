package io.github.jdbcguard.coexistence.sharing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ways of Spring JDBC.
 */
@Configuration(proxyBeanMethods = false)
class JdbcWays {

	static final String[] SCHEMA = { "create sequence note_seq increment by 50",
			"create table note (id bigserial, text varchar(60))" };

	static final String BACKEND = "select pg_backend_pid()";

	static final String WRITE = "insert into note (text) values (?)";

	@Bean
	Way template(JdbcTemplate template) {
		return new OfTemplate(template);
	}

	@Bean
	Way client(JdbcClient client) {
		return new OfClient(client);
	}

	private record OfTemplate(JdbcTemplate template) implements Way {

		@Override
		public int backend() {
			return this.template.queryForObject(BACKEND, Integer.class);
		}

		@Override
		public void write(String text) {
			this.template.update(WRITE, text);
		}

	}

	private record OfClient(JdbcClient client) implements Way {

		@Override
		public int backend() {
			return this.client.sql(BACKEND).query(Integer.class).single();
		}

		@Override
		public void write(String text) {
			this.client.sql(WRITE).param(text).update();
		}

	}

}
