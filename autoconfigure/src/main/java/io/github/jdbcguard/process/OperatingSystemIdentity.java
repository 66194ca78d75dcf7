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
 * <p>
 * <b>Why files are hardly opened here.</b> Every file that Java opens takes a lock of the
 * JDK's cleaner. A process that forks in the middle of it leaves its child with a lock
 * that nobody will release, and the first thing that the child would do is to look. Links
 * take no lock, and the start time is read by the JDK in native code.
 *
 * @param pid what {@code /proc/self} links to
 * @param process equal for as long as process id and start time are
 * @param pidNamespace the link {@code /proc/self/ns/pid}
 * @param timeNamespace the link {@code /proc/self/ns/time}
 * @param bootId {@code /proc/sys/kernel/random/boot_id}
 */
record OperatingSystemIdentity(String pid, Object process, String pidNamespace, String timeNamespace, String bootId) {

	private static final Path SELF = Path.of("/proc/self");

	private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

	private static final Path TIME_NAMESPACE = Path.of("/proc/self/ns/time");

	private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

	/**
	 * Whether this system tells who a process is.
	 * @return whether there is a {@code /proc} to read
	 */
	static boolean isAvailable() {
		return Files.isSymbolicLink(SELF) && Files.isReadable(Path.of(BOOT_ID));
	}

	/**
	 * Read it all.
	 * @return the identity, or {@code null} where a file could not be opened, for example
	 * for want of a file descriptor
	 */
	static @Nullable OperatingSystemIdentity read() {
		try {
			return read(readBootId());
		}
		catch (IOException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Read it again.
	 * @param restorePossible whether so much time has passed that the process may have
	 * been restored: if not, it can only have forked
	 * @return the identity, or {@code null} where a file could not be opened
	 */
	@Nullable OperatingSystemIdentity readAgain(boolean restorePossible) {
		try {
			if (!link(SELF).equals(this.pid)) {
				return read(this.bootId);
			}
			return restorePossible ? read(readBootId()) : readLinks();
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
			return new OperatingSystemIdentity(link(SELF), this.process, link(PID_NAMESPACE), link(TIME_NAMESPACE),
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

	private static OperatingSystemIdentity read(String bootId) throws IOException {
		String pid = link(SELF);
		// Not ProcessHandle.current(), which never looks again
		ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
		return new OperatingSystemIdentity(pid, process, link(PID_NAMESPACE), link(TIME_NAMESPACE), bootId);
	}

	private static String link(Path path) throws IOException {
		return Files.readSymbolicLink(path).toString();
	}

	private static String readBootId() throws IOException {
		try (InputStream in = new FileInputStream(BOOT_ID)) {
			return new String(in.readNBytes(64), StandardCharsets.ISO_8859_1).trim();
		}
	}

	@Override
	public String toString() {
		String started = (this.process instanceof ProcessHandle handle)
				? handle.info().startInstant().map((instant) -> ", started at " + instant).orElse("") : "";
		return "pid " + this.pid + started + ", " + this.pidNamespace + ", " + this.timeNamespace;
	}

}
