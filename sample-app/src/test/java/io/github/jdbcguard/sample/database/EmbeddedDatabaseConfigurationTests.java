package io.github.jdbcguard.sample.database;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which database the applications run on.
 */
class EmbeddedDatabaseConfigurationTests {

	private static final String EXTERNAL_URL = "jdbc:h2:mem:external";

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withUserConfiguration(EmbeddedDatabaseConfiguration.class)
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
				JdbcClientAutoConfiguration.class));

	@Nested
	class WhenTheUserNamesADatabase {

		@ParameterizedTest
		@CsvSource({ "default", "mariadb" })
		void itIsUsedAndNoServerIsStarted(String profile) {
			EmbeddedDatabaseConfigurationTests.this.application
				.withPropertyValues("spring.profiles.active=" + profile, "spring.datasource.url=" + EXTERNAL_URL)
				.run((context) -> {
					assertThat(context).doesNotHaveBean(EmbeddedPostgresServer.class)
						.doesNotHaveBean(EmbeddedMariaDbServer.class);
					assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl()).isEqualTo(EXTERNAL_URL);
				});
		}

	}

	@Nested
	class WhenNobodyNamesADatabase {

		@ParameterizedTest
		@CsvSource({ "default, show data_directory", "mariadb, select @@datadir" })
		void theDataOfTheServerGoesWithTheApplication(String profile, String dataDirectoryQuery) {
			AtomicReference<Path> data = new AtomicReference<>();
			EmbeddedDatabaseConfigurationTests.this.application.withPropertyValues("spring.profiles.active=" + profile)
				.run((context) -> {
					data.set(Path
						.of(context.getBean(JdbcClient.class).sql(dataDirectoryQuery).query(String.class).single()));
					assertThat(data.get()).isDirectory();
				});
			assertThat(data.get()).doesNotExist();
		}

	}

}
