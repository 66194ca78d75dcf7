package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.NestedTransactionNotSupportedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link SharingTests} with Spring JDBC and JPA, by the entity manager and repositories
 * of Spring Data JPA.
 */
class JpaSharingTests extends SharingTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(JpaWays.class)
		.with(Technology.JPA)
		.schema(JdbcWays.SCHEMA);

	@Test
	void anEntityIsFlushedAndCommittedWithTheSession() {
		EntityManager entities = application.bean(EntityManager.class);
		try (SessionScope scope = application.bean(SessionRegistry.class).open("job")) {
			write("session");
			Note note = new Note("entity");
			entities.persist(note);
			assertThat(entities.contains(note)).isTrue();
			assertThat(seenBySession()).isOne();
			this.session.commit();
			assertThat(committed()).isEqualTo(2);
			write("another");
			Note found = entities.find(Note.class, note.getId());
			assertThat(found).isNotSameAs(note);
			found.rewrite("changed");
			this.session.commit();
			scope.complete();
		}
		assertThat(application.number("select count(*) from note where text = 'changed'")).isOne();
		assertThat(committed()).isEqualTo(3);
	}

	@Test
	void anEntityIsForgottenWithWhatTheSessionRollsBack() {
		EntityManager entities = application.bean(EntityManager.class);
		try (SessionScope scope = application.bean(SessionRegistry.class).open("job")) {
			write("session");
			entities.persist(new Note("entity"));
			entities.flush();
			assertThat(seenBySession()).isEqualTo(2);
			this.session.rollback();
			write("another");
			scope.complete();
		}
		assertThat(committed()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void nestedIsRefusedAsEverAndLeavesWhatIsAroundUsable(Scoped scope) {
		scope.run(application, () -> {
			write("outer");
			assertThatExceptionOfType(NestedTransactionNotSupportedException.class)
				.isThrownBy(this.session::beginNested)
				.withMessageContaining("nestedTransactionAllowed");
			assertThatExceptionOfType(NestedTransactionNotSupportedException.class)
				.isThrownBy(() -> this.service.nested(() -> write("inner")));
			write("after");
		});
		assertThat(committed()).isEqualTo(2);
	}

	@Test
	void nestedIsRefusedWhereItIsAllowedForHibernateHasNone() {
		JpaTransactionManager manager = application.bean(JpaTransactionManager.class);
		manager.setNestedTransactionAllowed(true);
		try (SessionScope scope = application.bean(SessionRegistry.class).open("job")) {
			write("outer");
			assertThatExceptionOfType(NestedTransactionNotSupportedException.class)
				.isThrownBy(this.session::beginNested)
				.withMessageContaining("JpaDialect does not support savepoints");
			this.session.commit();
			scope.complete();
		}
		finally {
			manager.setNestedTransactionAllowed(false);
		}
		assertThat(committed()).isOne();
	}

	private long seenBySession() {
		return this.session.jdbc().sql("select count(*) from note").query(Long.class).single();
	}

}
