package io.github.jdbcguard.coexistence;

import java.util.List;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.TransactionalScope;
import io.github.jdbcguard.test.GuardedConnections;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.transaction.AfterTransaction;
import org.springframework.test.context.transaction.BeforeTransaction;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application's own test in a transaction, which is rolled back at its end: the
 * session takes part in it (S10).
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "jdbc-guard.boundary.reaction=fail", "jdbc-guard.boundary.rules.outside-transaction=ignore",
				"spring.main.banner-mode=off" })
@GuardedConnections
@Transactional
class TransactionalTests {

	private static final Database database = Server.POSTGRES.database();

	@Autowired
	private JdbcSession session;

	@Autowired
	private SessionRegistry registry;

	@Autowired
	private TransactionalScope transactions;

	@Autowired
	private JdbcClient client;

	@DynamicPropertySource
	static void database(DynamicPropertyRegistry properties) {
		database.execute("create table diary (entry varchar(20))");
		properties.add("spring.datasource.url", database::url);
		properties.add("spring.datasource.username", database::user);
		properties.add("spring.datasource.password", database::password);
	}

	@BeforeTransaction
	@AfterTransaction
	void nothingIsLeft() {
		assertThat(database.number("select count(*) from diary")).isZero();
	}

	@Test
	void theSessionWorksInTheTransactionOfTheTest() {
		write("session");
		this.client.sql("insert into diary values ('client')").update();
		assertThat(this.session.inTransaction()).isTrue();
		assertThat(entries()).containsExactly("client", "session");
	}

	@Test
	void aScopeInItWorksInTheTransactionOfTheTest() {
		try (SessionScope scope = this.registry.open("job")) {
			write("session");
			assertThat(this.session.inTransaction()).isTrue();
			scope.complete();
		}
		this.transactions.run((session) -> write("transactional scope"));
		assertThat(entries()).containsExactly("session", "transactional scope");
	}

	@Test
	void aSavepointInItIsRolledBackByItself() {
		write("session");
		try (NestedTransaction nested = this.session.beginNested()) {
			write("nested");
		}
		assertThat(entries()).containsExactly("session");
	}

	@Test
	void theSessionDoesNotEndTheTransactionOfTheTest() {
		write("session");
		String test = TransactionalTests.class.getName() + ".theSessionDoesNotEndTheTransactionOfTheTest";
		refused(this.session::commit, test);
		refused(this.session::rollback, test);
		refused(this.session::close, test);
		try (SessionScope scope = this.registry.open("job")) {
			refused(this.session::commit, test);
			scope.complete();
		}
		assertThat(entries()).containsExactly("session");
	}

	@Test
	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	void withoutATransactionOfTheTestTheSessionHasItsOwn() {
		try (SessionScope scope = this.registry.open("job")) {
			assertThat(this.session.inTransaction()).isFalse();
			write("session");
			this.session.rollback();
			scope.complete();
		}
	}

	private void write(String entry) {
		this.session.jdbc().sql("insert into diary values (?)").param(entry).update();
	}

	private List<String> entries() {
		return this.client.sql("select entry from diary order by entry").query(String.class).list();
	}

	private static void refused(Runnable move, String test) {
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(move::run)
			.withMessageContaining(test)
			.withMessageContaining("Whoever began it ends it");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
