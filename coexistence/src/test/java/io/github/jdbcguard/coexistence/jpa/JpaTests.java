package io.github.jdbcguard.coexistence.jpa;

import java.net.http.HttpResponse;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JPA with Hibernate behind a web server.
 */
abstract class JpaTests extends CoexistenceTests {

	private GuardedApplication application;

	private String customer;

	@BeforeEach
	void sell(GuardedApplication application) {
		this.application = application;
		this.customer = get("/sell?name=ann&items=pen,ink");
	}

	static GuardedApplication application() {
		return GuardedApplication.of(Store.class)
			.with(Technology.JPA)
			.web()
			.schema("create table journal (text varchar(40))")
			.set("spring.jpa.hibernate.ddl-auto", "create")
			.set("server.error.include-message", "always");
	}

	@Test
	void aTransactionWithAnotherInsideIsCommitted() {
		assertThat(getOfCustomer("items")).isEqualTo("pen,ink");
		assertThat(getOfCustomer("fetched")).isEqualTo("pen,ink");
		assertThat(rows("journal where text = 'sold to ann'")).isPositive();
	}

	@Test
	void aTransactionThatFailsLeavesOnlyWhatWasWrittenInAnother() {
		assertThat(this.application.get("/sell-and-fail?name=carl").statusCode()).isEqualTo(500);
		assertThat(rows("customer where name = 'carl'")).isZero();
		assertThat(rows("journal where text = 'sold to carl'")).isOne();
	}

	@Test
	void severalTransactionsInOneRequest() {
		assertThat(getOfCustomer("rename?to=eve")).startsWith("ann is eve of ");
		assertThat(this.application.bean(Sales.class).countByStream()).isEqualTo(rows("customer"));
	}

	@Test
	void aCallable() {
		assertThat(getOfCustomer("callable?to=fay")).isEqualTo("fay has pen,ink");
	}

	@Test
	void aCallableThatIsTheFirstToAskTheDatabase() {
		assertThat(getOfCustomer("callable-only?to=gil")).isEqualTo("gil has pen,ink");
	}

	@Test
	void aDeferredResult() {
		assertThat(getOfCustomer("deferred")).isEqualTo("pen,ink");
	}

	@Test
	void manyRequestsAtATime() {
		assertThat(atOnce(40, (i) -> getOfCustomer((i % 2 != 0) ? "callable?to=gus" : "items")))
			.allSatisfy((answer) -> assertThat(answer).endsWith("pen,ink"));
	}

	final String get(String path) {
		HttpResponse<String> response = this.application.get(path);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	final String getOfCustomer(String page) {
		return get("/" + this.customer + "/" + page);
	}

	private long rows(String from) {
		return this.application.number("select count(*) from " + from);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@AutoConfigurationPackage
	@Import({ CustomerController.class, Sales.class, Sales.Journal.class })
	static class Store {

	}

}
