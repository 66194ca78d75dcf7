package io.github.jdbcguard.process;

/**
 * How exactly a {@code fork()} of this process is looked for. A restore is always seen
 * exactly; this is about forks only.
 */
public enum ForkCheck {

	/**
	 * At every checkout where that is nearly free: where the JVM grants native access
	 * ({@code --enable-native-access}, JDK 22 and newer) or JNA is on the class path
	 * (before JDK 24). Else at each look, at most 10 ms late.
	 */
	AUTO,

	/**
	 * At every checkout, at whatever cost: where it is not nearly free the link
	 * {@code /proc/self} is read, for about 1.3 µs.
	 */
	ALWAYS

}
