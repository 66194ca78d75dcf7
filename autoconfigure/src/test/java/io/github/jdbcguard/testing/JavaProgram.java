package io.github.jdbcguard.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a main class of the tests in a JVM of its own, of the same JDK, with the class
 * path of the tests.
 */
public final class JavaProgram {

	private static final File NOWHERE = new File("/dev/null");

	private final Class<?> main;

	private final List<String> launcher = new ArrayList<>();

	private final List<String> options = new ArrayList<>();

	private String classPath = System.getProperty("java.class.path");

	private JavaProgram(Class<?> main) {
		this.main = main;
		option("-Dlogback.configurationFile=faults/logback-program.xml");
	}

	/**
	 * Begin to describe a program.
	 * @param main the main class
	 * @return the program
	 */
	public static JavaProgram of(Class<?> main) {
		return new JavaProgram(main);
	}

	/**
	 * Start it by another program, such as {@code setsid}.
	 * @param command the other program
	 * @return this
	 */
	public JavaProgram by(String... command) {
		this.launcher.addAll(List.of(command));
		return this;
	}

	/**
	 * Give options to the JVM.
	 * @param more the options
	 * @return this
	 */
	public JavaProgram option(String... more) {
		this.options.addAll(List.of(more));
		return this;
	}

	/**
	 * Put compiled classes before the class path of the tests.
	 * @param directory where they are
	 * @return this
	 */
	public JavaProgram withClasses(Path directory) {
		this.classPath = directory + File.pathSeparator + this.classPath;
		return this;
	}

	/**
	 * Take jars off the class path.
	 * @param artifactId what the names of their files begin with
	 * @return this
	 */
	public JavaProgram without(String artifactId) {
		this.classPath = entries(this.classPath).filter(Predicate.not((entry) -> isJarOf(entry, artifactId)))
			.collect(Collectors.joining(File.pathSeparator));
		return this;
	}

	/**
	 * Find a jar of the class path of the tests.
	 * @param artifactId what the name of its file begins with
	 * @return the jar
	 */
	public static Path jar(String artifactId) {
		return entries(System.getProperty("java.class.path")).filter((entry) -> isJarOf(entry, artifactId))
			.findFirst()
			.map(Path::of)
			.orElseThrow(() -> new IllegalStateException("No jar of '%s' on the class path".formatted(artifactId)));
	}

	private static Stream<String> entries(String classPath) {
		return Arrays.stream(classPath.split(File.pathSeparator));
	}

	private static boolean isJarOf(String entry, String artifactId) {
		return new File(entry).getName().matches(Pattern.quote(artifactId) + "-\\d.*\\.jar");
	}

	/**
	 * Start the program; whoever does so has to see to its end.
	 * @param output where its output goes, {@code null} for nowhere
	 * @param arguments the arguments
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public Process start(Path output, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(this.launcher);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.options);
		command.addAll(List.of("-cp", this.classPath, this.main.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectInput(NOWHERE)
			.redirectErrorStream(true)
			.redirectOutput((output != null) ? output.toFile() : NOWHERE)
			.start();
	}

}
