package io.github.jdbcguard.sample.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ledger can be prepared ahead of time, as {@code spring-boot:process-aot} does.
 */
class AheadOfTimeTests {

	@TempDir
	private Path directory;

	@Test
	void theBeansOfTheStarterArePreparedWithTheLedgers() throws Exception {
		Settings settings = Settings.builder()
			.sourceOutput(this.directory.resolve("sources"))
			.resourceOutput(this.directory.resolve("resources"))
			.classOutput(this.directory.resolve("classes"))
			.groupId("io.github.jdbcguard")
			.artifactId("jdbc-guard-sample-app")
			.build();
		String initializer = new SpringApplicationAotProcessor(LedgerApplication.class, settings, new String[0])
			.process()
			.simpleName();
		assertThat(initializer).isEqualTo("LedgerApplication__ApplicationContextInitializer");
		assertThat(prepared()).contains("\"jdbcSession\"", "\"transactionalScope\"", "\"jdbcGuardSessions\"",
				"\"transfers\"");
	}

	private String prepared() throws IOException {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return Files
				.readString(files.filter((file) -> file.endsWith("LedgerApplication__BeanFactoryRegistrations.java"))
					.findFirst()
					.orElseThrow());
		}
	}

}
