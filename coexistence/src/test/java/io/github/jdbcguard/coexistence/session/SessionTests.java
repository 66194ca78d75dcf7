package io.github.jdbcguard.coexistence.session;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import io.github.jdbcguard.session.JdbcSession;
import jakarta.servlet.http.HttpSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spring Session: HTTP sessions are read before and stored after each request, and swept
 * every second.
 */
class SessionTests extends CoexistenceTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Casino.class)
		.with(Technology.SESSION)
		.web()
		.schema("create table play (session varchar(40))")
		.set("spring.session.jdbc.initialize-schema", "always")
		.set("spring.session.jdbc.cleanup-cron", "* * * * * *")
		.set("jdbc-guard.session.on-completion", "commit");

	@BeforeEach
	void leave() {
		application.get("/leave");
	}

	@Test
	void isKeptFromRequestToRequest() {
		assertThat(Stream.generate(() -> get("/play")).limit(3)).containsExactly("1", "2", "3");
		assertThat(application.number("select count(*) from spring_session")).isOne();
		assertThat(application.number("select count(*) from play")).isPositive();
	}

	@Test
	void isThereForAnAsynchronousRequest() {
		get("/play");
		assertThat(get("/play-later")).isEqualTo("2");
		assertThat(get("/play")).isEqualTo("3");
	}

	/**
	 * It is stored after the request's own work is finished, which then has given its
	 * connection back: ten are enough for thirty.
	 */
	@Test
	void isStoredBesideTheWorkOfAJdbcSession() {
		assertThat(Stream.generate(() -> get("/play-in-session")).limit(3)).containsExactly("1", "2", "3");
		long before = application.number("select count(*) from play where session = 'in session'");
		assertThat(atOnce(30, (i) -> get("/play-in-session"))).hasSize(30);
		assertThat(application.number("select count(*) from play where session = 'in session'") - before).isEqualTo(30);
		assertThat(application.taken()).isZero();
	}

	@Test
	void isReadByManyRequestsAtATime() {
		get("/play");
		assertThat(atOnce(30, (i) -> get("/count"))).containsOnly("1");
	}

	@Test
	void isRemovedWhenItIsOver() {
		get("/expire");
		await().atMost(Duration.ofSeconds(20))
			.until(() -> application.number("select count(*) from spring_session") == 0);
	}

	private static String get(String path) {
		var response = application.get(path);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Table.class, Ledger.class })
	static class Casino {

	}

	@RestController
	static class Table {

		private final Ledger ledger;

		private final JdbcSession jdbc;

		Table(Ledger ledger, JdbcSession jdbc) {
			this.ledger = ledger;
			this.jdbc = jdbc;
		}

		@GetMapping("/play")
		String play(HttpSession session) {
			session.setAttribute("plays", plays(session) + 1);
			this.ledger.add(session.getId());
			return count(session);
		}

		@GetMapping("/play-later")
		Callable<String> playLater(HttpSession session) {
			String count = play(session);
			return () -> {
				this.ledger.add("later");
				return count;
			};
		}

		@GetMapping("/play-in-session")
		String playInSession(HttpSession session) {
			session.setAttribute("plays", plays(session) + 1);
			this.jdbc.jdbc().sql("insert into play values ('in session')").update();
			return count(session);
		}

		@GetMapping("/count")
		String count(HttpSession session) {
			return String.valueOf(plays(session));
		}

		@GetMapping("/expire")
		void expire(HttpSession session) {
			session.setMaxInactiveInterval(1);
		}

		@GetMapping("/leave")
		void leave(HttpSession session) {
			session.invalidate();
		}

		private static int plays(HttpSession session) {
			return (session.getAttribute("plays") instanceof Integer plays) ? plays : 0;
		}

	}

	static class Ledger {

		private final JdbcClient client;

		Ledger(JdbcClient client) {
			this.client = client;
		}

		@Transactional
		void add(String session) {
			this.client.sql("insert into play values (?)").param(session).update();
		}

	}

}
