package io.github.jdbcguard.coexistence.sharing;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.TransactionalScope;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Transactional scopes of a JPA transaction manager.
 */
class JpaScopeTests extends CoexistenceTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(JpaWays.class)
		.with(Technology.JPA)
		.schema(JdbcWays.SCHEMA)
		.set("jdbc-guard.scope.retry.delay", "1ms")
		.set("jdbc-guard.scope.retry.jitter", "0");

	private final TransactionalScope transactions = application.bean(TransactionalScope.class);

	private final EntityManager entities = application.bean(EntityManager.class);

	private Long id;

	@BeforeEach
	void writeOne() {
		application.bean(JdbcTemplate.class).update("delete from note");
		this.id = this.transactions.call((session) -> {
			Note note = new Note("first");
			this.entities.persist(note);
			return note.getId();
		});
	}

	@Test
	void commitWhatHibernateAndTheSessionHaveDone() {
		this.transactions.run((session) -> {
			this.entities.find(Note.class, this.id).rewrite("changed");
			session.jdbc().sql(JdbcWays.WRITE).param("by the session").update();
			assertThat(application.number("select count(*) from note where text = 'first'")).isOne();
		});
		assertThat(application.number("select count(*) from note where text in ('changed', 'by the session')"))
			.isEqualTo(2);
	}

	@Test
	void rollBackWhatHibernateAndTheSessionHaveDone() {
		IOException failure = new IOException("Disk full");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.transactions.run((session) -> {
			this.entities.find(Note.class, this.id).rewrite("changed");
			this.entities.flush();
			session.jdbc().sql(JdbcWays.WRITE).param("by the session").update();
			throw failure;
		})).isSameAs(failure);
		assertThat(application.number("select count(*) from note")).isOne();
		assertThat(text()).isEqualTo("first");
		assertThat(application.taken()).isZero();
	}

	@Test
	void haveTheSettingsThatTheyAreGiven() {
		String settings = "select current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only')";
		TransactionalScope strict = this.transactions.isolation(Isolation.SERIALIZABLE).readOnly();
		String[] seen = strict
			.call((session) -> new String[] { session.jdbc().sql(settings).query(String.class).single(),
					(String) this.entities.createNativeQuery(settings, String.class).getSingleResult() });
		assertThat(seen).containsOnly("serializable on");
		assertThat(this.transactions
			.<String, RuntimeException>call((session) -> session.jdbc().sql(settings).query(String.class).single()))
			.isEqualTo("read committed off");
	}

	@Test
	void areRunAgainWhereTheFlushBeforeTheCommitMeetsASerializationFailure() {
		AtomicInteger runs = new AtomicInteger();
		long retries = retries();
		this.transactions.isolation(Isolation.REPEATABLE_READ).retry(3).run((session) -> {
			Note note = this.entities.find(Note.class, this.id);
			disturbFirst(runs);
			note.rewrite(note.getText() + "!");
		});
		assertThat(text()).isEqualTo("disturbed!");
		assertThat(runs).hasValue(2);
		assertThat(retries() - retries).isOne();
	}

	@Test
	void areRunAgainWhereAStatementOfTheSessionMeetsASerializationFailure() {
		AtomicInteger runs = new AtomicInteger();
		this.transactions.isolation(Isolation.REPEATABLE_READ).retry(3).run((session) -> {
			this.entities.find(Note.class, this.id);
			this.entities.persist(new Note("once"));
			this.entities.flush();
			disturbFirst(runs);
			application.bean(JdbcSession.class)
				.jdbc()
				.sql("update note set text = text || '!' where id = ?")
				.param(this.id)
				.update();
		});
		assertThat(text()).isEqualTo("disturbed!");
		assertThat(runs).hasValue(2);
		assertThat(application.number("select count(*) from note where text = 'once'")).isOne();
	}

	/**
	 * Have another transaction change what the first run has read.
	 */
	private void disturbFirst(AtomicInteger runs) {
		if (runs.incrementAndGet() == 1) {
			JdbcTemplate template = application.bean(JdbcTemplate.class);
			CompletableFuture
				.runAsync(() -> template.update("update note set text = 'disturbed' where id = ?", this.id))
				.join();
		}
	}

	private String text() {
		return application.bean(JdbcTemplate.class)
			.queryForObject("select text from note where id = ?", String.class, this.id);
	}

	private static long retries() {
		return application.bean(SessionRegistry.class).counters().retries();
	}

}
