package io.github.jdbcguard.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Who this process is, as Linux tells it at this moment and not as the JDK remembers it
 * ({@code ProcessHandle.current().pid()} is cached and names the parent after a fork).
 * <p>
 * A restore in place keeps the pid and changes the start time and the time name space; a
 * clone changes the pid name space; two clones of one image may be equal to each other
 * but never to the original. Name space numbers are used again by the kernel, so the
 * start time is indispensable; the boot id tells hosts apart.
 *
 * @param pid what {@code /proc/self} links to
 * @param startTime field 22 of {@code /proc/self/stat}, in clock ticks since boot
 * @param pidNamespace the link {@code /proc/self/ns/pid}
 * @param timeNamespace the link {@code /proc/self/ns/time}
 * @param bootId {@code /proc/sys/kernel/random/boot_id}
 */
record OperatingSystemIdentity(String pid, long startTime, String pidNamespace, String timeNamespace, String bootId) {

	private static final Path SELF = Path.of("/proc/self");

	private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

	private static final Path TIME_NAMESPACE = Path.of("/proc/self/ns/time");

	private static final String STAT = "/proc/self/stat";

	private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

	private static final int FIELDS_BETWEEN_COMMAND_AND_START_TIME = 20;

	/**
	 * Whether this system tells who a process is.
	 * @return whether there is a {@code /proc} to read
	 */
	static boolean isAvailable() {
		return Files.isSymbolicLink(SELF) && Files.isReadable(Path.of(STAT));
	}

	/**
	 * Read it all.
	 * @return the identity, or {@code null} where a file could not be opened, for example
	 * for want of a file descriptor
	 */
	static @Nullable OperatingSystemIdentity read() {
		try {
			return new OperatingSystemIdentity(link(SELF), startTime(read(STAT)), link(PID_NAMESPACE),
					link(TIME_NAMESPACE), read(BOOT_ID).trim());
		}
		catch (IOException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Read only what needs no file descriptor, and believe the rest to be unchanged.
	 * @return the identity
	 */
	OperatingSystemIdentity readLinks() {
		try {
			return new OperatingSystemIdentity(link(SELF), this.startTime, link(PID_NAMESPACE), link(TIME_NAMESPACE),
					this.bootId);
		}
		catch (IOException | RuntimeException ex) {
			return this;
		}
	}

	static String readPid() {
		try {
			return link(SELF);
		}
		catch (IOException ex) {
			return "";
		}
	}

	private static String link(Path path) throws IOException {
		return Files.readSymbolicLink(path).toString();
	}

	private static String read(String file) throws IOException {
		try (InputStream in = new FileInputStream(file)) {
			return new String(in.readNBytes(1024), StandardCharsets.ISO_8859_1);
		}
	}

	private static long startTime(String stat) {
		// The command is in parentheses and may itself contain blanks and parentheses
		int position = stat.lastIndexOf(')') + 1;
		for (int i = 0; i < FIELDS_BETWEEN_COMMAND_AND_START_TIME - 1; i++) {
			position = stat.indexOf(' ', position + 1);
		}
		return Long.parseLong(stat, position + 1, stat.indexOf(' ', position + 1), 10);
	}

	@Override
	public String toString() {
		return "pid " + this.pid + ", started at tick " + this.startTime + ", " + this.pidNamespace + ", "
				+ this.timeNamespace;
	}

}
