package io.github.jdbcguard.coexistence.web;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that go on in other threads, each of which takes its connections for itself.
 */
class AsynchronousWebTests extends CoexistenceTests {

	private static final String ALL = "1,2,3,4,5";

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Tower.class)
		.web()
		.schema("create table floor (number int)", "insert into floor select generate_series(1, 5)",
				"create table visit (how varchar(20))");

	@ParameterizedTest
	@ValueSource(strings = { "callable", "web-async-task", "deferred", "streaming", "emitter", "future" })
	void isAnswered(String how) {
		var response = application.get("/" + how);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(ALL);
		assertThat(visits(how)).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "callable", "deferred", "streaming" })
	void isAnsweredManyTimesAtOnce(String how) {
		assertThat(atOnce(40, (i) -> application.get("/" + how).body())).containsOnly(ALL);
	}

	@Test
	void failsInItsTask() {
		assertThat(application.get("/failing-callable").statusCode()).isEqualTo(500);
		assertThat(application.get("/failing-deferred").statusCode()).isEqualTo(500);
		assertThat(visits("failing")).isZero();
	}

	@Test
	void takesTooLong() {
		assertThat(application.get("/slow-deferred").statusCode()).isEqualTo(503);
		assertThat(visits("slow")).isOne();
	}

	private static long visits(String how) {
		return application.number("select count(*) from visit where how = '%s'".formatted(how));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ TowerController.class, Floors.class })
	static class Tower {

	}

}
