package io.github.jdbcguard.faults.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.github.jdbcguard.faults.ProgramSettings;

/**
 * Forks this JVM, has the child work in its only thread and brings home what it found.
 */
final class Forker {

	private final NativeFork processes;

	private final Path directory;

	private final long childWaitMillis;

	private final Duration patience;

	private int forks;

	Forker(NativeFork processes, Path directory, ProgramSettings settings) {
		this.processes = processes;
		this.directory = directory;
		this.childWaitMillis = settings.number("child-wait-millis");
		this.patience = Duration.ofSeconds(settings.number("patience-seconds"));
	}

	/**
	 * Fork. Returns in the parent only.
	 * @param work what the child does
	 * @return the running child
	 */
	Child fork(ChildWork work) {
		Child child = split();
		if (child.isSelf()) {
			child.end(work);
		}
		return child;
	}

	/**
	 * Fork, and return in both processes: the child goes on to its {@link Child#end}.
	 * @return the running child
	 */
	Child split() {
		makeRoomForTheChild();
		this.forks++;
		Child child = new Child(this.processes.fork());
		if (child.isSelf()) {
			await(System.currentTimeMillis() + this.childWaitMillis);
		}
		return child;
	}

	/**
	 * A garbage collection in the child would wait for ever for threads that are not
	 * there.
	 */
	private static void makeRoomForTheChild() {
		Runtime runtime = Runtime.getRuntime();
		if (runtime.totalMemory() - runtime.freeMemory() > runtime.totalMemory() / 5) {
			System.gc();
		}
	}

	private void runInChild(ChildWork work, Child child) {
		Findings findings = new Findings();
		try {
			work.run(child, findings);
		}
		catch (Throwable ex) {
			findings.add(Finding.CHILD_ERROR, ex);
		}
		try {
			Path written = child.file("written");
			findings.write(written);
			Files.move(written, child.file("findings"));
		}
		catch (IOException ex) {
			ex.printStackTrace();
		}
	}

	private static void await(long wallMillis) {
		while (System.currentTimeMillis() < wallMillis) {
			Thread.onSpinWait();
		}
	}

	private boolean await(BooleanSupplier condition) {
		long since = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - since > this.patience.toNanos()) {
				return false;
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
		return true;
	}

	/**
	 * The forked process, seen from either side.
	 */
	final class Child {

		private final int pid;

		private final int number = Forker.this.forks;

		private boolean ended;

		private Child(int pid) {
			this.pid = pid;
		}

		/**
		 * Whether this is the child.
		 */
		boolean isSelf() {
			return this.pid == 0;
		}

		/**
		 * In the child: do the last of its work. Nothing gets past here.
		 */
		void end(ChildWork work) {
			try {
				runInChild(work, this);
			}
			finally {
				Forker.this.processes.exit();
			}
		}

		/**
		 * Let the other side go on.
		 * @param step what has been done
		 */
		void announce(String step) throws IOException {
			Files.createFile(file(step));
		}

		/**
		 * Wait for the other side.
		 * @param step what it shall have done
		 */
		void awaitStep(String step) {
			Forker.this.await(() -> Files.exists(file(step)) || hasEnded());
		}

		/**
		 * Wait for the child to end.
		 * @return what it found
		 */
		Findings awaitEnd() throws IOException {
			if (!Forker.this.await(this::hasEnded)) {
				Forker.this.processes.kill(this.pid);
			}
			Path file = file("findings");
			if (Files.exists(file)) {
				return Findings.read(file);
			}
			Findings findings = new Findings();
			findings.add(Finding.HUNG_CHILD, "child %d of process id %d".formatted(this.number, this.pid));
			return findings;
		}

		private boolean hasEnded() {
			this.ended = this.ended || (this.pid != 0 && Forker.this.processes.hasEnded(this.pid));
			return this.ended;
		}

		private Path file(String step) {
			return Forker.this.directory.resolve("child-%d-%s".formatted(this.number, step));
		}

	}

	/**
	 * What a child does.
	 */
	@FunctionalInterface
	interface ChildWork {

		void run(Child child, Findings findings) throws Exception;

	}

}
