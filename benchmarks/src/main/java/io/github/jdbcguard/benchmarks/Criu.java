package io.github.jdbcguard.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Dumps a process and restores it in place, with its TCP connections closed.
 *
 * @param images where the snapshot is kept
 */
record Criu(Path images) {

	static boolean isInstalled() {
		return Stream.of("criu", "setsid").allMatch(Criu::isOnPath);
	}

	private static boolean isOnPath(String program) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Arrays.stream(path.split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
	}

	/**
	 * Freeze a process, write it down and end it.
	 * @param pid the process
	 * @throws FailedException if CRIU could not
	 */
	void dump(long pid) {
		run("dump", "--tree", Long.toString(pid));
	}

	/**
	 * Bring the process back under its old number.
	 * @throws FailedException if CRIU could not
	 */
	void restore() {
		run("restore", "--restore-detached");
	}

	private void run(String action, String... arguments) {
		String log = action + ".log";
		Stream<String> command = Stream.concat(Stream.of("criu", action), Stream.concat(Arrays.stream(arguments),
				Stream.of("--images-dir", this.images.toString(), "--tcp-close", "--log-file", log)));
		try {
			int status = new ProcessBuilder(command.toList()).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
			if (status != 0) {
				throw new FailedException(
						"criu %s ended with %d: %s".formatted(action, status, lastError(this.images.resolve(log))));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new FailedException("Interrupted during criu " + action);
		}
	}

	private static String lastError(Path log) throws IOException {
		if (!Files.exists(log)) {
			return "it wrote no log";
		}
		try (Stream<String> lines = Files.lines(log)) {
			return lines.filter((line) -> line.contains("Error")).findFirst().orElse("its log names no error");
		}
	}

	/**
	 * CRIU could not do what it was asked for.
	 */
	static final class FailedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		FailedException(String message) {
			super(message);
		}

	}

}
