package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import io.github.jdbcguard.session.NestedTransaction;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.annotation.Id;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * {@link SharingTests} with Spring JDBC, and repositories of Spring Data JDBC.
 */
class DataJdbcSharingTests extends SharingTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Office.class)
		.with(Technology.DATA_JDBC)
		.schema(JdbcWays.SCHEMA);

	@ParameterizedTest
	@EnumSource
	void nestedIsRolledBackByItself(Scoped scope) {
		scope.run(application, () -> {
			int outer = backend();
			write("outer");
			assertThatIllegalStateException().isThrownBy(() -> this.service.nested(() -> {
				assertThatAllRunOn(outer);
				write("inner");
				this.ways.forEach((way) -> way.write("inner way"));
				throw new IllegalStateException("Better not");
			}));
			this.service.nested(() -> write("nested"));
		});
		assertThat(committed()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void whatAnyWayHasDoneSinceASavepointIsRolledBackToIt(Scoped scope) {
		scope.run(application, () -> {
			write("outer");
			try (NestedTransaction nested = this.session.beginNested()) {
				write("inner");
				this.ways.forEach((way) -> way.write("inner way"));
			}
			try (NestedTransaction nested = this.session.beginNested()) {
				this.service.required(() -> write("nested"));
				nested.release();
			}
		});
		assertThat(committed()).isEqualTo(2);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableJdbcRepositories(considerNestedRepositories = true)
	@Import({ JdbcWays.class, OfRepository.class, Propagations.class, Ears.class })
	static class Office {

	}

	@Table("note")
	record Line(@Id Long id, String text) {

	}

	interface Lines extends CrudRepository<Line, Long> {

		@Query(JdbcWays.BACKEND)
		int backend();

	}

	static class OfRepository implements Way {

		private final Lines lines;

		OfRepository(Lines lines) {
			this.lines = lines;
		}

		@Override
		public int backend() {
			return this.lines.backend();
		}

		@Override
		public void write(String text) {
			this.lines.save(new Line(null, text));
		}

	}

}
