package io.github.jdbcguard.sample.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Runs this application again in a JVM of its own, on the same class path and database.
 */
@Component
class ChildProcess {

	private static final int LONGEST_SECONDS = 60;

	private final JdbcConnectionDetails database;

	ChildProcess(JdbcConnectionDetails database) {
		this.database = database;
	}

	void run(long round) throws IOException, InterruptedException {
		Path output = Files.createTempFile("seed-child", ".log");
		try {
			Process process = start(round, output);
			boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
			if (!ended) {
				process.destroyForcibly().waitFor();
			}
			Assert.state(ended && process.exitValue() == 0,
					() -> "The child of round %d failed:%n%s".formatted(round, read(output)));
		}
		finally {
			Files.delete(output);
		}
	}

	private Process start(long round, Path output) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command(round)).redirectErrorStream(true)
			.redirectOutput(output.toFile());
		Map<String, String> environment = builder.environment();
		environment.put("SPRING_DATASOURCE_URL", this.database.getJdbcUrl());
		putIfKnown(environment, "SPRING_DATASOURCE_USERNAME", this.database.getUsername());
		putIfKnown(environment, "SPRING_DATASOURCE_PASSWORD", this.database.getPassword());
		return builder.start();
	}

	private static List<String> command(long round) {
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				// A life of a second is not worth the best machine code
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				SeedExample.class.getName(), "--spring.sql.init.mode=never", "--seed.child-of=" + round);
	}

	private static void putIfKnown(Map<String, String> environment, String name, @Nullable String value) {
		if (value != null) {
			environment.put(name, value);
		}
	}

	private static String read(Path output) {
		try {
			return Files.readString(output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
