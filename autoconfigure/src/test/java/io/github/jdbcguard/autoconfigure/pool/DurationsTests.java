package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Durations}.
 */
class DurationsTests {

	@ParameterizedTest
	@CsvSource({ "PT30M,30m", "PT90S,90s", "PT1H,1h", "PT36H,36h", "PT48H,2d", "PT1.5S,1500ms", "PT0S,0s",
			"PT0.00002S,20us", "PT0.000000001S,1ns", "PT-10S,-10s" })
	void arePrintedAsTheyAreWritten(Duration duration, String text) {
		assertThat(Durations.print(duration)).isEqualTo(text);
	}

}
