package io.github.jdbcguard.coexistence.sharing;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import io.github.jdbcguard.session.JdbcSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications that never touch a session send the same statements as without sessions,
 * as the server has logged them: in requests, and in other threads.
 */
class UntouchedTests {

	@RegisterExtension
	static final GuardedApplication jdbc = application(JdbcDesk.class, Technology.DATA_JDBC, true);

	@RegisterExtension
	static final GuardedApplication jdbcWithoutSessions = application(JdbcDesk.class, Technology.DATA_JDBC, false);

	@RegisterExtension
	static final GuardedApplication jpa = application(JpaDesk.class, Technology.JPA, true);

	@RegisterExtension
	static final GuardedApplication jpaWithoutSessions = application(JpaDesk.class, Technology.JPA, false);

	private static GuardedApplication application(Class<?> configuration, Technology technology, boolean sessions) {
		return GuardedApplication.of(configuration)
			.with(technology)
			.web()
			.schema(JdbcWays.SCHEMA)
			.set("jdbc-guard.session.enabled", sessions)
			.set("spring.datasource.hikari.maximum-pool-size", 4)
			.loggedByTheServer();
	}

	@Test
	void springJdbcAndDataJdbc() {
		assertThat(statements(jdbc)).isEqualTo(statements(jdbcWithoutSessions))
			.contains("1: insert into note (text) values ($1)", "1: BEGIN READ ONLY", "1: BEGIN", "1: COMMIT",
					"1: ROLLBACK", "1: INSERT INTO \"note\" (\"text\") VALUES ($1) RETURNING *", "2: COMMIT");
	}

	@Test
	void springJdbcAndJpa() {
		assertThat(statements(jpa)).isEqualTo(statements(jpaWithoutSessions))
			.contains("1: insert into note (text) values ($1)", "1: BEGIN READ ONLY", "1: COMMIT", "1: ROLLBACK",
					"1: insert into note (text,id) values ($1,$2)", "2: COMMIT");
	}

	@Test
	void theyDifferInTheirBeans() {
		assertThat(Stream.of(jdbc, jpa)).allSatisfy((with) -> assertThat(with.beans(JdbcSession.class)).hasSize(1));
		assertThat(Stream.of(jdbcWithoutSessions, jpaWithoutSessions))
			.allSatisfy((without) -> assertThat(without.beans(JdbcSession.class)).isEmpty());
	}

	private static List<String> statements(GuardedApplication application) {
		return application.statementsDuring(() -> {
			assertThat(application.get("/work").body()).isEqualTo("done");
			// With open-in-view it is given back after the answer
			await().until(() -> application.taken() == 0);
			application.bean(Desk.class).work();
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ DataJdbcSharingTests.Office.class, Desk.class })
	static class JdbcDesk {

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ JpaWays.class, Desk.class })
	static class JpaDesk {

	}

	@RestController
	static class Desk {

		private final Propagations service;

		private final Collection<Way> ways;

		Desk(Propagations service, Collection<Way> ways) {
			this.service = service;
			this.ways = ways;
		}

		@GetMapping("/work")
		String work() {
			everyWay("autocommit");
			this.service.required(() -> everyWay("required"));
			this.service.required(() -> this.service.requiresNew(() -> everyWay("requires new")));
			this.service.required(() -> this.service.notSupported(() -> everyWay("not supported")));
			this.service.serializable(() -> everyWay("serializable"));
			this.service.readOnly(() -> this.ways.stream().map(Way::backend).collect(Collectors.toSet()));
			try {
				this.service.required(() -> {
					everyWay("rolled back");
					throw new IllegalArgumentException("Better not");
				});
			}
			catch (IllegalArgumentException ex) {
				// As is meant
			}
			return "done";
		}

		private Void everyWay(String text) {
			this.ways.forEach((way) -> {
				way.write(text);
				way.backend();
			});
			return null;
		}

	}

}
