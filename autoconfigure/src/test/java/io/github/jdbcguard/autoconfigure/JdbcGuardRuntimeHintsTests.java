package io.github.jdbcguard.autoconfigure;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.DataSourceOverrides;
import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.ProcessOverrides;
import io.github.jdbcguard.autoconfigure.boundary.BoundaryProperties;
import io.github.jdbcguard.autoconfigure.pool.PoolProperties;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcGuardRuntimeHints}.
 */
class JdbcGuardRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	JdbcGuardRuntimeHintsTests() {
		new JdbcGuardRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
	}

	@Test
	void coverEveryFieldOfHikariThatTheGuardReaches() throws Exception {
		List<Field> fields = fieldsHeldBy("io.github.jdbcguard.pool.hikari.HikariInternals");
		assertThat(fields).hasSizeGreaterThanOrEqualTo(4)
			.allSatisfy((field) -> assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(field).test(this.hints))
				.as(field.toString())
				.isTrue());
	}

	@Test
	void coverTheTargetsOfRouters() {
		for (String name : List.of("resolvedDataSources", "resolvedDefaultDataSource")) {
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(AbstractRoutingDataSource.class, name))
				.accepts(this.hints);
		}
	}

	@Test
	void coverEveryMethodOfADriverThatTheGuardCalls() throws Exception {
		List<String> methods = driverMethods("PostgresTransaction", "MySqlSessionReset");
		assertThat(methods).hasSize(3);
		for (String method : methods) {
			String[] typeAndName = method.split("#");
			assertThat(RuntimeHintsPredicates.reflection()
				.onMethodInvocation(Class.forName(typeAndName[0]).getMethod(typeAndName[1]))).as(method)
				.accepts(this.hints);
		}
	}

	@Test
	void coverTheOperationsOfASession() {
		RuntimeHints ofSessions = new RuntimeHints();
		new SessionRuntimeHints().registerHints(ofSessions, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(JdbcOperations.class)).accepts(ofSessions);
		assertThat(JdbcOperations.class.getMethods()).allSatisfy(
				(method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method)).as("%s", method)
					.accepts(ofSessions));
	}

	/**
	 * As {@link DataSourceBuilder#derivedFrom} does.
	 */
	@Test
	void coverTheConstructionOfADataSourceLikeAGuardedOne() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(GuardedHikariDataSource.class.getConstructor())).accepts(this.hints);
	}

	/**
	 * Spring Boot registers what a class of properties is bound to, as far as it sees it.
	 */
	@Test
	void areNotNeededForTheProperties() throws Exception {
		RuntimeHints bound = new RuntimeHints();
		BindableRuntimeHintsRegistrar.forTypes(JdbcGuardProperties.class).registerHints(bound);
		for (Class<?> type : List.of(PoolProperties.class, BoundaryProperties.class, DataSourceOverrides.class,
				ProcessOverrides.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
				.accepts(bound);
		}
	}

	@Test
	void goWithAConfigurationThatCanBeProcessedAheadOfTime() {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.github.jdbcguard", "Application")), files);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(JdbcGuardAutoConfiguration.class, DataSourceAutoConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		generation.writeGeneratedContent();
		assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
			.anyMatch((file) -> file.contains("JdbcGuardAutoConfiguration"));
		assertThat(RuntimeHintsPredicates.reflection().onType(GuardedHikariDataSource.class))
			.accepts(generation.getRuntimeHints());
	}

	@Test
	void goWithAWebApplicationThatCanBeProcessedAheadOfTime() {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.github.jdbcguard", "Application")), files);
		try (AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext()) {
			context.register(JdbcGuardAutoConfiguration.class, DataSourceAutoConfiguration.class,
					JdbcGuardWebAutoConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		generation.writeGeneratedContent();
		assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
			.anyMatch((file) -> file.contains("JdbcGuardWebAutoConfiguration"))
			.anyMatch((file) -> file.contains("BoundaryConfiguration"));
	}

	private static List<String> driverMethods(String... holders) throws ClassNotFoundException {
		List<String> methods = new ArrayList<>();
		for (String holder : holders) {
			for (Field field : Class.forName("io.github.jdbcguard.pool.server." + holder).getDeclaredFields()) {
				if (field.getType().getSimpleName().equals("DriverMethod") && Modifier.isStatic(field.getModifiers())) {
					ReflectionUtils.makeAccessible(field);
					methods.add(String.valueOf(ReflectionUtils.getField(field, null)));
				}
			}
		}
		return methods;
	}

	private static List<Field> fieldsHeldBy(String type) throws ClassNotFoundException {
		return Arrays.stream(Class.forName(type).getDeclaredFields())
			.filter((field) -> Modifier.isStatic(field.getModifiers()) && field.getType() == Field.class)
			.map((field) -> {
				ReflectionUtils.makeAccessible(field);
				return (Field) ReflectionUtils.getField(field, null);
			})
			.toList();
	}

}
