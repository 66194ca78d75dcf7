package io.github.jdbcguard.coexistence.sharing;

import java.util.Collection;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A session, whatever else works on its DataSource, and transactional methods: who shares
 * a connection, as the server sees it, and what is committed (S3).
 */
abstract class SharingTests extends CoexistenceTests {

	GuardedApplication application;

	JdbcSession session;

	Propagations service;

	Collection<Way> ways;

	@BeforeEach
	void start(GuardedApplication application) {
		this.application = application;
		this.session = application.bean(JdbcSession.class);
		this.service = application.bean(Propagations.class);
		this.ways = application.beans(Way.class).values();
		application.bean(JdbcTemplate.class).update("delete from note");
		application.bean(Ears.class).take();
	}

	@ParameterizedTest
	@EnumSource
	void allWaysShareTheConnectionAndTheCommit(Scoped scope) {
		scope.run(this.application, () -> {
			int backend = backend();
			assertThat(this.ways).extracting(Way::backend).containsOnly(backend);
			write("session");
			this.ways.forEach((way) -> way.write("way"));
			assertThat(this.ways).extracting(Way::backend).containsOnly(backend);
			assertThat(backend()).isEqualTo(backend);
			assertThat(committed()).isZero();
		});
		assertThat(committed()).isEqualTo(this.ways.size() + 1);
		assertThat(taken()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void allWaysAreRolledBackWithTheSession(Scoped scope) {
		assertThatIllegalStateException().isThrownBy(() -> scope.run(this.application, () -> {
			write("session");
			this.ways.forEach((way) -> way.write("way"));
			throw new IllegalStateException("Better not");
		}));
		assertThat(committed()).isZero();
		assertThat(taken()).isZero();
	}

	@Test
	void noWayBeginsTheSessionsTransaction() {
		try (SessionScope scope = this.application.bean(SessionRegistry.class).open("job")) {
			this.ways.forEach((way) -> way.write("way"));
			assertThat(this.session.inTransaction()).isFalse();
			assertThat(committed()).isEqualTo(this.ways.size());
			assertThat(taken()).isZero();
			scope.complete();
		}
	}

	@Test
	void theConnectionIsGivenBackAtEachCommitAndRollback() {
		try (SessionScope scope = this.application.bean(SessionRegistry.class).open("job")) {
			write("first");
			assertThat(taken()).isOne();
			this.session.commit();
			assertThat(taken()).isZero();
			assertThat(committed()).isOne();
			this.ways.forEach((way) -> way.write("between"));
			write("second");
			this.ways.forEach((way) -> way.write("together with the second"));
			this.session.rollback();
			assertThat(taken()).isZero();
			scope.complete();
		}
		assertThat(committed()).isEqualTo(1 + this.ways.size());
	}

	@ParameterizedTest
	@EnumSource
	void requiredJoins(Scoped scope) {
		assertThatIllegalStateException().isThrownBy(() -> scope.run(this.application, () -> {
			int backend = backend();
			this.service.required(() -> assertThatAllRunOn(backend));
			this.service.required(() -> write("inner"));
			assertThat(committed()).isZero();
			throw new IllegalStateException("Better not");
		}));
		assertThat(committed()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void requiresNewIsAnotherTransactionForTheSessionToo(Scoped scope) {
		assertThatIllegalStateException().isThrownBy(() -> scope.run(this.application, () -> {
			int outer = backend();
			write("outer");
			this.service.requiresNew(() -> {
				int inner = backend();
				assertThat(inner).isNotEqualTo(outer);
				write("inner");
				this.ways.forEach((way) -> way.write("inner way"));
				return assertThatAllRunOn(inner);
			});
			assertThat(committed()).isEqualTo(1 + this.ways.size());
			assertThatAllRunOn(outer);
			throw new IllegalStateException("Better not");
		}));
		assertThat(committed()).isEqualTo(1 + this.ways.size());
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "BY_A_TRANSACTIONAL_METHOD")
	void inNotSupportedTheSessionCommitsEachStatement(Scoped scope) {
		assertThatIllegalStateException().isThrownBy(() -> scope.run(this.application, () -> {
			int outer = backend();
			write("outer");
			this.service.notSupported(() -> {
				assertThat(backend()).isNotEqualTo(outer);
				assertThat(this.session.inTransaction()).isFalse();
				write("inner");
				assertThat(committed()).isOne();
				return null;
			});
			assertThatAllRunOn(outer);
			throw new IllegalStateException("Better not");
		}));
		assertThat(committed()).isOne();
	}

	@Test
	void theSessionOfATransactionIsNotThatOfAMethodThatWantsNone() {
		this.service.required(() -> {
			write("outer");
			this.service.notSupported(() -> {
				assertThatExceptionOfType(NoSessionException.class).isThrownBy(this::backend);
				return null;
			});
			return write("after");
		});
		assertThat(committed()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void mandatoryJoins(Scoped scope) {
		scope.run(this.application, () -> {
			int backend = backend();
			this.service.mandatory(() -> assertThatAllRunOn(backend));
		});
	}

	@Test
	void mandatoryIsRefusedWhereTheSessionHasNotBegun() {
		try (SessionScope scope = this.application.bean(SessionRegistry.class).open("job")) {
			assertThatExceptionOfType(IllegalTransactionStateException.class)
				.isThrownBy(() -> this.service.mandatory(this::backend));
			backend();
			this.service.mandatory(this::backend);
			scope.complete();
		}
	}

	@Test
	void theSessionHasTheSettingsOfTheTransactionItWorksIn() {
		assertThat(this.service.readOnly(() -> show("transaction_read_only"))).isEqualTo("on");
		assertThat(this.service.serializable(() -> show("transaction_isolation"))).isEqualTo("serializable");
		try (SessionScope scope = this.application.bean(SessionRegistry.class).open("job")) {
			assertThat(this.service.serializable(() -> show("transaction_isolation"))).isEqualTo("serializable");
			assertThat(taken()).isZero();
			int backend = backend();
			assertThat(this.service.readOnly(() -> show("transaction_read_only"))).isEqualTo("off");
			assertThat(this.service.serializable(() -> show("transaction_isolation"))).isEqualTo("read committed");
			assertThatAllRunOn(backend);
			scope.complete();
		}
	}

	@Test
	void whoListensForACommitHearsOfTheSessions() {
		Ears ears = this.application.bean(Ears.class);
		try (SessionScope scope = this.application.bean(SessionRegistry.class).open("job")) {
			write("first");
			this.service.required(() -> say("first"));
			assertThat(ears.take()).isEmpty();
			this.session.commit();
			assertThat(ears.take()).containsExactly("committed first");
			write("second");
			say("second");
			this.session.rollback();
			assertThat(ears.take()).containsExactly("rolled back second");
			scope.complete();
		}
	}

	@Test
	void onlyWhoHasBegunATransactionEndsIt() {
		String name = Propagations.class.getName() + ".required";
		this.service.required(() -> {
			write("stays");
			refused(this.session::commit, name);
			refused(this.session::rollback, name);
			refused(this.session::begin, name);
			return null;
		});
		assertThat(committed()).isOne();
		try (SessionScope scope = this.application.bean(SessionRegistry.class).open("job")) {
			write("goes");
			this.service.requiresNew(() -> {
				write("stays as well");
				return refused(this.session::commit, Propagations.class.getName() + ".requiresNew");
			});
			this.service.required(() -> refused(this.session::commit, name));
			scope.complete();
		}
		assertThat(committed()).isEqualTo(2);
	}

	final Void refused(Runnable move, String owner) {
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(move::run)
			.withMessageContaining(owner);
		return null;
	}

	final Void assertThatAllRunOn(int backend) {
		assertThat(backend()).isEqualTo(backend);
		assertThat(this.ways).extracting(Way::backend).containsOnly(backend);
		return null;
	}

	final int backend() {
		return this.session.jdbc().sql(JdbcWays.BACKEND).query(Integer.class).single();
	}

	final Void write(String text) {
		this.session.jdbc().sql(JdbcWays.WRITE).param(text).update();
		return null;
	}

	private String show(String setting) {
		return this.session.jdbc().sql("select current_setting(?)").param(setting).query(String.class).single();
	}

	private Void say(String what) {
		this.application.bean(Ears.class).say(what);
		return null;
	}

	final long committed() {
		return this.application.number("select count(*) from note");
	}

	final int taken() {
		return this.application.taken();
	}

}
