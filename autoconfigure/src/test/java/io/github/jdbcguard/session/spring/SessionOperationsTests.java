package io.github.jdbcguard.session.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.SessionScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.jdbc.core.simple.JdbcClient.ResultQuerySpec;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The operations and clients of a session: all that they do is done in the session, what
 * a new version of Spring adds too.
 */
class SessionOperationsTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	private final JdbcOperations operations = this.scene.session.operations();

	@AfterEach
	void close() {
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	@Test
	void everyOperationLooksForTheSessionFirst() {
		assertThat(JdbcOperations.class.getMethods()).isNotEmpty()
			.allSatisfy((method) -> assertThatExceptionOfType(NoSessionException.class).as("%s", method)
				.isThrownBy(() -> ReflectionUtils.invokeMethod(method, this.operations, nothing(method)))
				.withMessageContaining("is in scope for " + method.getName() + " in thread"));
	}

	/** Only a number has to be one. */
	private static @Nullable Object[] nothing(Method method) {
		return Arrays.stream(method.getParameterTypes()).map((type) -> (type == int.class) ? 0 : null).toArray();
	}

	@Test
	void anOperationBeginsTheTransactionOfTheSession() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.operations.update("update account set balance = balance + 5 where id = 1");
			assertThat(this.scene.session.inTransaction()).isTrue();
			assertThat(this.operations.queryForObject("select balance from account where id = ?", Integer.class, 1))
				.isEqualTo(105);
			this.scene.session.rollback();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void templatesOnTopOfItWorkInTheSession() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			new NamedParameterJdbcTemplate(this.operations)
				.update("update account set balance = balance + :amount where id = 1", Map.of("amount", 5));
			JdbcClient.create(this.operations).sql("update account set balance = balance + 7 where id = 1").update();
			assertThat(this.scene.balance(1)).isEqualTo(112);
			this.scene.session.rollback();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	/**
	 * Spring's client would work past the session if the operations were a template: on
	 * another connection, in autocommit.
	 */
	@Test
	void noClientOnTopOfItGoesPastTheSessionForAFetchSizeOfItsOwn() {
		JdbcClient client = JdbcClient.create(this.operations);
		try (SessionScope scope = this.scene.sessions.open("job")) {
			assertThatIllegalStateException()
				.isThrownBy(() -> client.sql("update account set balance = 0 where id = 1").withFetchSize(10).update());
			this.scene.session.jdbc().sql("update account set balance = 0 where id = 1").withFetchSize(10).update();
			this.scene.session.rollback();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void whatAnOperationFailsWithIsWhatATemplateFailsWith() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			assertThatExceptionOfType(EmptyResultDataAccessException.class).isThrownBy(
					() -> this.operations.queryForObject("select balance from account where id = 3", Integer.class));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> this.operations.query("select 1", (RowCallbackHandler) (row) -> {
					throw new IllegalArgumentException("of the handler");
				}))
				.withMessage("of the handler");
			assertThatExceptionOfType(DataIntegrityViolationException.class)
				.isThrownBy(() -> this.operations.update("insert into account values (1, 0)"));
		}
	}

	@Test
	void itIsAnObjectWithoutASession() {
		assertThat(this.operations).isEqualTo(this.scene.session.operations())
			.hasSameHashCodeAs(this.scene.session.operations())
			.isNotEqualTo(this.scene.plain)
			.hasToString("operations in the session in scope of DataSource 'bank'");
	}

	@ParameterizedTest
	@ValueSource(classes = { ResultQuerySpec.class, MappedQuerySpec.class })
	void everyResultOfAClientIsReadInTheSession(Class<?> results) {
		List<Class<?>> ours = Arrays.asList(SessionClient.class.getDeclaredClasses());
		List<Class<?>> reading = ours.stream().filter(results::isAssignableFrom).toList();
		assertThat(reading).hasSize(1);
		assertThat(Stream.of(results.getMethods()).filter((method) -> !method.isDefault())).isNotEmpty()
			.allSatisfy((method) -> assertThat(isDeclared(reading.get(0), method)).as("%s", method).isTrue());
	}

	private static boolean isDeclared(Class<?> type, Method method) {
		return Arrays.stream(type.getDeclaredMethods())
			.anyMatch((ours) -> ours.getName().equals(method.getName())
					&& Arrays.equals(ours.getParameterTypes(), method.getParameterTypes()));
	}

}
