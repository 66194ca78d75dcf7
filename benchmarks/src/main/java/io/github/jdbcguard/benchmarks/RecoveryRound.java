package io.github.jdbcguard.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Starts one {@link RestoredApplication}, dumps it, restores it and reads what it wrote.
 *
 * @param pool the pool under test
 * @param idle how long its connections are idle before the dump
 */
record RecoveryRound(String pool, Duration idle) {

	static final int CONNECTIONS = 10;

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	Recovery run(String url) throws IOException {
		Path directory = Files.createTempDirectory("recovery");
		Process application = start(url, directory);
		try {
			await(directory.resolve("ready"), application.pid());
			Criu criu = new Criu(Files.createDirectory(directory.resolve("images")));
			criu.dump(application.pid());
			application.onExit().join();
			criu.restore();
			Path result = directory.resolve("recovery");
			await(result, application.pid());
			return Recovery.readFrom(result);
		}
		finally {
			ProcessHandle.of(application.pid()).ifPresent(RecoveryRound::end);
			delete(directory);
		}
	}

	/**
	 * In a session of its own and with nothing but files open, or CRIU refuses it. As no
	 * session leader starts it, {@code setsid} does not fork: the number stays the same.
	 */
	private Process start(String url, Path directory) throws IOException {
		File nowhere = new File("/dev/null");
		return new ProcessBuilder("setsid", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xmx128m", "-cp", System.getProperty("java.class.path"),
				RestoredApplication.class.getName(), this.pool, Integer.toString(CONNECTIONS), url,
				this.idle.toString(), directory.toString())
			.redirectInput(nowhere)
			.redirectOutput(nowhere)
			.redirectError(nowhere)
			.start();
	}

	private static void await(Path file, long writer) {
		long since = System.nanoTime();
		while (!Files.exists(file)) {
			boolean ended = ProcessHandle.of(writer).isEmpty();
			if ((ended && !Files.exists(file)) || System.nanoTime() - since > PATIENCE.toNanos()) {
				throw new IllegalStateException("The application did not write '%s'".formatted(file.getFileName()));
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

	private static void end(ProcessHandle process) {
		process.destroyForcibly();
		process.onExit().join();
	}

	private static void delete(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			List<Path> childrenFirst = files.sorted(Comparator.reverseOrder()).toList();
			for (Path file : childrenFirst) {
				Files.delete(file);
			}
		}
	}

}
