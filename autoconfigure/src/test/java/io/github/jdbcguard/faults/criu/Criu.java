package io.github.jdbcguard.faults.criu;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * Dumps a process, and restores it in place or as clones beside the original.
 */
final class Criu implements AutoCloseable {

	private static final File NOWHERE = new File("/dev/null");

	private final Path images;

	private final List<Process> restored = new ArrayList<>();

	private Criu(Path images) {
		this.images = images;
	}

	/**
	 * Why there can be no test.
	 * @return the reason, empty where CRIU works
	 */
	static String problem() {
		try {
			Process check = new ProcessBuilder("criu", "check").redirectErrorStream(true).start();
			String output = new String(check.getInputStream().readAllBytes()).strip();
			return (check.waitFor() == 0) ? "" : "'criu check' says: " + output.replaceAll("\\s+", " ");
		}
		catch (IOException ex) {
			return "'criu' cannot be started: " + ex.getMessage();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Dump a process and end it.
	 * @param process the process
	 * @param images an empty directory
	 * @return the image
	 * @throws InterruptedException if the thread is interrupted
	 */
	static Criu dump(ProcessHandle process, Path images) throws InterruptedException {
		Criu image = new Criu(images);
		image.dump(process, "--tcp-close");
		// Or its number is taken when it is to be restored
		process.onExit().join();
		return image;
	}

	/**
	 * Dump a process that lives on.
	 * @param process the process
	 * @param images an empty directory
	 * @return the image
	 * @throws InterruptedException if the thread is interrupted
	 */
	static Criu copy(ProcessHandle process, Path images) throws InterruptedException {
		Criu image = new Criu(images);
		image.dump(process, "--tcp-close", "--leave-running");
		return image;
	}

	private void dump(ProcessHandle process, String... options) throws InterruptedException {
		List<String> command = new ArrayList<>(List.of("criu", "dump", "-t", Long.toString(process.pid()), "-D",
				this.images.toString(), "-o", "dump.log"));
		command.addAll(List.of(options));
		Process dump = start(command);
		if (dump.waitFor() != 0) {
			throw new AssertionError("The dump failed: " + errors("dump.log"));
		}
	}

	/**
	 * Restore under the old number. CRIU stays as the parent, so that nobody is left
	 * behind as a zombie that would keep the number.
	 * @param pid the old number
	 * @return the restored process
	 */
	ProcessHandle restoreInPlace(long pid) {
		Process restore = start(
				List.of("criu", "restore", "-D", this.images.toString(), "-o", "restore.log", "--tcp-close"));
		this.restored.add(restore);
		while (restore.isAlive()) {
			ProcessHandle process = ProcessHandle.of(pid).orElse(null);
			if (process != null) {
				return process;
			}
			Thread.onSpinWait();
		}
		throw new AssertionError("The restore failed: " + errors("restore.log"));
	}

	/**
	 * Restore a clone with the old number in a process name space of its own. Returns
	 * when the clone runs: of two restores at once each would remove the deleted files
	 * (such as JNA's library) that the other has brought back.
	 */
	void restoreClone() {
		String log = "clone-%d.log".formatted(this.restored.size());
		Process restore = start(List.of("unshare", "-p", "-m", "--fork", "--kill-child", "--mount-proc", "criu",
				"restore", "-D", this.images.toString(), "-v3", "-o", log, "--tcp-close"));
		this.restored.add(restore);
		Awaitility.await("clone").pollInterval(Duration.ofMillis(5)).until(() -> isRestored(log) || !restore.isAlive());
		if (!restore.isAlive()) {
			throw new AssertionError("The restore of a clone failed: " + errors(log));
		}
	}

	private boolean isRestored(String log) {
		try {
			Path file = this.images.resolve(log);
			return Files.exists(file) && Files.readString(file).contains("Restore finished successfully");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Process start(List<String> command) {
		try {
			return new ProcessBuilder(command).redirectInput(NOWHERE)
				.redirectOutput(NOWHERE)
				.redirectError(NOWHERE)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String errors(String log) {
		try (Stream<String> lines = Files.lines(this.images.resolve(log))) {
			return String.join("; ", lines.filter((line) -> line.contains("Error")).toList());
		}
		catch (IOException ex) {
			return "there is no log";
		}
	}

	/**
	 * End what was restored.
	 */
	@Override
	public void close() {
		for (Process process : this.restored) {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
			process.onExit().join();
		}
	}

}
