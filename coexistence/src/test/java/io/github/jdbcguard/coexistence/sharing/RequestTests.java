package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The session of a request, and whatever else works on its DataSource: one connection and
 * one transaction, finished with the request.
 */
abstract class RequestTests extends CoexistenceTests {

	/** More than the connections of the pool. */
	private static final int MANY = 40;

	private GuardedApplication application;

	private int ways;

	@BeforeEach
	void empty(GuardedApplication application) {
		this.application = application;
		this.ways = application.beans(Way.class).size();
		application.bean(JdbcTemplate.class).update("delete from note");
	}

	static GuardedApplication application(Class<?> configuration) {
		return GuardedApplication.of(configuration)
			.web()
			.schema(JdbcWays.SCHEMA)
			.set("jdbc-guard.session.on-completion", "commit");
	}

	/**
	 * How many connections a request keeps while it does not use them.
	 * @return the number of connections
	 */
	int kept() {
		return 0;
	}

	@Test
	void allThatItDoesIsOneTransaction() {
		assertThat(get("/write/all")).isEqualTo("1");
		assertThat(committed("all")).isEqualTo(this.ways + 1);
	}

	@Test
	void allThatItDoesIsRolledBackWhereItFails() {
		assertThat(this.application.get("/write-and-fail/nothing").statusCode()).isEqualTo(500);
		assertThat(committed("nothing")).isZero();
	}

	@Test
	void aCommitGivesTheConnectionBack() {
		assertThat(get("/write-twice/twice")).isEqualTo("1");
		assertThat(this.application.bean(Parked.class).taken()).isEqualTo(kept());
		assertThat(committed("twice")).isEqualTo(2 * (this.ways + 1));
	}

	@Test
	void itsCallableIsATransactionOfItsOwn() {
		assertThat(get("/write-and-call/called")).isEqualTo("1");
		assertThat(committed("called")).isEqualTo(2 * (this.ways + 1));
	}

	@Test
	void itIsCommittedAndGivesTheConnectionBackWhenItIsParked() {
		assertThat(get("/write-and-park/parked")).isEqualTo("1");
		assertThat(this.application.bean(Parked.class).taken()).isEqualTo(kept());
		assertThat(committed("parked")).isEqualTo(this.ways + 1);
	}

	@Test
	void manyAtATime() {
		assertThat(atOnce(MANY, (i) -> get((i % 2 == 0) ? "/write/many" : "/write-and-call/many"))).containsOnly("1");
		assertThat(committed("many")).isEqualTo(MANY * 3 / 2 * (this.ways + 1));
	}

	private String get(String path) {
		var response = this.application.get(path);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	private long committed(String text) {
		return this.application.number("select count(*) from note where text = '%s'".formatted(text));
	}

}
