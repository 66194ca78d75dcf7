package io.github.jdbcguard.pool.hikari;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Abbreviation}.
 */
class AbbreviationTests {

	@ParameterizedTest
	@CsvSource({ "worker-1, 8, worker-1", "worker-12, 8, wor…12", "ärger-ärger, 8, är…er", "漢字漢字, 12, 漢字漢字",
			"漢字漢字, 11, 漢…字", "👷👷👷, 11, 👷…👷", "👷👷👷, 10, 👷…", "👷👷👷, 3, …" })
	void keepsBothEndsAndWholeCharacters(String name, int limit, String abbreviated) {
		assertThat(Abbreviation.of(name, limit)).isEqualTo(abbreviated);
		assertThat(Abbreviation.bytes(abbreviated)).isLessThanOrEqualTo(limit);
	}

	@Test
	void leavesNamesWithHalvesOfCharactersWithinTheLimit() {
		assertThat(Abbreviation.bytes(Abbreviation.of("\uD83D".repeat(100), 20))).isLessThanOrEqualTo(20);
	}

}
