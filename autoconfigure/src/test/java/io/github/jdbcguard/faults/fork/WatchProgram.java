package io.github.jdbcguard.faults.fork;

import io.github.jdbcguard.process.ProcessWatch;

/**
 * A program that watches its process, and says how.
 */
public final class WatchProgram {

	private WatchProgram() {
	}

	/**
	 * Run the program.
	 * @param arguments none
	 */
	public static void main(String... arguments) {
		try (ProcessWatch watch = ProcessWatch.builder().start()) {
			watch.state();
			System.out.println(watch);
		}
	}

}
