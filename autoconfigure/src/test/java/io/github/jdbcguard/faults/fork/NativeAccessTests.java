package io.github.jdbcguard.faults.fork;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.testing.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sign of a fork is taken where the JVM grants it, and never at the price of a warning
 * of the JDK in the application's log.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "there is a sign of a fork on Linux only")
class NativeAccessTests {

	private static final String SIGN = "wiped on fork";

	@TempDir
	private Path directory;

	@Test
	@EnabledForJreRange(minVersion = 24, disabledReason = "no JDK before 24 warns of restricted methods")
	void aJvmThatGrantsNothingIsNotMadeToWarn() throws Exception {
		assertThat(outputOf(JavaProgram.of(WatchProgram.class).without("jna"))).doesNotContain("WARNING", SIGN);
	}

	@Test
	@EnabledForJreRange(minVersion = 24, disabledReason = "no JDK before 24 warns of restricted methods")
	void aJvmThatGrantsNothingIsNotMadeToWarnBecauseThereIsJna() throws Exception {
		assertThat(outputOf(JavaProgram.of(WatchProgram.class))).doesNotContain("WARNING", SIGN);
	}

	@Test
	@EnabledForJreRange(minVersion = 22, disabledReason = "there is no foreign function API before JDK 22")
	void aJvmThatGrantsNativeAccessHasASign() throws Exception {
		assertThat(outputOf(
				JavaProgram.of(WatchProgram.class).without("jna").option("--enable-native-access=ALL-UNNAMED")))
			.contains(SIGN)
			.doesNotContain("WARNING");
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "newer JDKs have an API of their own for this")
	void anOldJvmWithJnaHasASign() throws Exception {
		assertThat(outputOf(JavaProgram.of(WatchProgram.class))).contains(SIGN).doesNotContain("WARNING");
	}

	private String outputOf(JavaProgram program) throws Exception {
		Path output = this.directory.resolve("output");
		Process process = program.start(output);
		try {
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			return Files.readString(output);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
