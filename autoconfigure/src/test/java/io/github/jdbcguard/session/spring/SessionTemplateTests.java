package io.github.jdbcguard.session.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;
import org.springframework.jdbc.core.simple.JdbcClient.ResultQuerySpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a new version of Spring adds must not go past the session.
 */
class SessionTemplateTests {

	@Test
	void everyOperationRunsInTheSession() {
		assertThat(methods(JdbcOperations.class)).isNotEmpty()
			.allSatisfy((method) -> assertThat(isDeclared(SessionTemplate.class, method)).as("%s", method).isTrue());
	}

	@ParameterizedTest
	@ValueSource(classes = { ResultQuerySpec.class, MappedQuerySpec.class })
	void everyResultOfAClientIsReadInTheSession(Class<?> results) {
		List<Class<?>> ours = Arrays.asList(SessionClient.class.getDeclaredClasses());
		List<Class<?>> reading = ours.stream().filter(results::isAssignableFrom).toList();
		assertThat(reading).hasSize(1);
		assertThat(methods(results).filter((method) -> !method.isDefault())).isNotEmpty()
			.allSatisfy((method) -> assertThat(isDeclared(reading.get(0), method)).as("%s", method).isTrue());
	}

	private static Stream<Method> methods(Class<?> type) {
		return Arrays.stream(type.getMethods());
	}

	private static boolean isDeclared(Class<?> type, Method method) {
		return Arrays.stream(type.getDeclaredMethods())
			.anyMatch((ours) -> ours.getName().equals(method.getName())
					&& Arrays.equals(ours.getParameterTypes(), method.getParameterTypes()));
	}

}
