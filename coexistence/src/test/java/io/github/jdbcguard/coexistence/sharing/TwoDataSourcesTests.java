package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.TransactionalScope;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * JPA on one DataSource and JDBC on another, each with its transaction manager and its
 * session, in one scope.
 */
class TwoDataSourcesTests extends CoexistenceTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(TwoDataSources.class)
		.with(Technology.JPA)
		.schema(JdbcWays.SCHEMA)
		.schema("create table archived (text varchar(60))");

	private final SessionRegistry registry = application.bean(SessionRegistry.class);

	private final Archivist archivist = application.bean(Archivist.class);

	private final JdbcSession notes = this.archivist.notes();

	private final JdbcSession archive = this.archivist.archive();

	@BeforeEach
	void empty() {
		application.bean(JdbcTemplate.class).batchUpdate("delete from note", "delete from archived");
	}

	@Test
	void eachSessionHasATransactionOfItsOwn() {
		try (SessionScope scope = this.registry.open("both")) {
			int first = write(this.notes, "note");
			int second = write(this.archive, "archived");
			assertThat(first).isNotEqualTo(second);
			application.beans(Way.class).values().forEach((way) -> assertThat(way.backend()).isEqualTo(first));
			application.bean(EntityManager.class).persist(new Note("entity"));
			this.archive.rollback();
			this.notes.commit();
			scope.complete();
		}
		assertThat(committed("note")).isEqualTo(2);
		assertThat(committed("archived")).isZero();
	}

	@Test
	void theOneThatWasBegunLastIsEndedFirst() {
		try (SessionScope scope = this.registry.open("both")) {
			write(this.notes, "note");
			write(this.archive, "archived");
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.notes::commit)
				.withMessageContaining("the transaction of the session of DataSource 'archive' was begun after it. "
						+ "End that one first");
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.notes::rollback)
				.withMessageContaining("'archive'");
			this.archive.commit();
			this.notes.commit();
			scope.complete();
		}
		assertThat(committed("note")).isOne();
		assertThat(committed("archived")).isOne();
	}

	@Test
	void bothAreCommittedOrRolledBackAtTheEnd() {
		Scoped.BY_THE_APPLICATION.run(application, () -> {
			write(this.notes, "note");
			write(this.archive, "archived");
		});
		assertThat(committed("note") + committed("archived")).isEqualTo(2);
		assertThatIllegalStateException().isThrownBy(() -> Scoped.BY_THE_APPLICATION.run(application, () -> {
			write(this.archive, "archived");
			write(this.notes, "note");
			throw new IllegalStateException("Better not");
		}));
		assertThat(committed("note") + committed("archived")).isEqualTo(2);
	}

	@Test
	void inATransactionOfTheOtherManagerASessionDoesNotBegin() {
		Propagations service = application.bean(Propagations.class);
		service.required(() -> {
			assertThatExceptionOfType(NoSessionException.class).isThrownBy(() -> write(this.archive, "archived"))
				.withMessageContaining("is not one of this DataSource")
				.withMessageContaining("'archive'");
			try (SessionScope scope = this.registry.open("both")) {
				assertThatExceptionOfType(IllegalTransactionStateException.class)
					.isThrownBy(() -> write(this.archive, "archived"))
					.withMessageContaining(Propagations.class.getName() + ".required")
					.withMessageContaining("of another transaction manager")
					.withMessageContaining("'archive'");
				return write(this.notes, "note");
			}
		});
		assertThat(committed("note")).isOne();
		assertThat(committed("archived")).isZero();
	}

	@Test
	void inATransactionOfTheOtherManagerAScopeOfItsOwnIsATransaction() {
		Propagations service = application.bean(Propagations.class);
		assertThatIllegalStateException().isThrownBy(() -> service.required(() -> {
			write(this.notes, "note");
			this.archivist.transactions().run((session) -> write(this.archive, "archived"));
			this.archivist.writeToArchive();
			assertThat(committed("archived")).isEqualTo(2);
			throw new IllegalStateException("Better not");
		}));
		assertThat(committed("note")).isZero();
		assertThat(committed("archived")).isEqualTo(2);
	}

	private static int write(JdbcSession session, String table) {
		session.jdbc().sql("insert into " + table + " values (default)").update();
		return session.jdbc().sql(JdbcWays.BACKEND).query(Integer.class).single();
	}

	private static long committed(String table) {
		return application.number("select count(*) from " + table);
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ JpaWays.class, Archive.class, Archivist.class })
	static class TwoDataSources {

	}

	static class Archivist {

		private final JdbcSession notes;

		private final JdbcSession archive;

		private final TransactionalScope transactions;

		Archivist(JdbcSession notes, @Qualifier("archive") JdbcSession archive,
				@Qualifier("archive") TransactionalScope transactions) {
			this.notes = notes;
			this.archive = archive;
			this.transactions = transactions;
		}

		JdbcSession notes() {
			return this.notes;
		}

		JdbcSession archive() {
			return this.archive;
		}

		TransactionalScope transactions() {
			return this.transactions;
		}

		@Transactional("archiveManager")
		int writeToArchive() {
			return write(this.archive, "archived");
		}

	}

}
