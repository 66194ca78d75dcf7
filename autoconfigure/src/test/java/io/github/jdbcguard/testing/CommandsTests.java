package io.github.jdbcguard.testing;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Commands}.
 */
class CommandsTests {

	/**
	 * May it be encrypted, user a, a password, "begin" and a statement that is prepared,
	 * bound and executed in one go, a simple query, and the end.
	 */
	private static final String POSTGRES = "00000008 04d2162f" + "00000010 00030000 7573657200610000"
			+ "70 00000006 6100" + "50 00000008 00000000" + "42 00000005 00" + "45 00000005 00" + "50 00000008 00000000"
			+ "42 00000005 00" + "45 00000005 00" + "53 00000004" + "51 00000008 53535300" + "58 00000004";

	/**
	 * The answer to the server's greeting, an empty password, a query, one with the
	 * answer to what it asks in return, a prepared statement that is closed, and the end.
	 */
	private static final String MYSQL = "020000 01 0d00" + "000000 03" + "030000 00 03 0000" + "010000 00 0e"
			+ "030000 01 000000" + "050000 00 19 01000000" + "010000 00 01";

	@Test
	void whatIsSentTogetherToPostgresIsOneCommand() {
		assertThat(inPiecesOfEachLength("jdbc:postgresql://localhost/test", POSTGRES)).containsOnly(2);
	}

	@Test
	void eachFirstPacketThatMysqlAnswersIsACommand() {
		assertThat(inPiecesOfEachLength("jdbc:mysql://localhost/test", MYSQL)).containsOnly(2);
		assertThat(inPiecesOfEachLength("jdbc:mariadb://localhost/test", MYSQL)).containsOnly(2);
	}

	private static int[] inPiecesOfEachLength(String url, String hex) {
		byte[] sent = HexFormat.of().parseHex(hex.replace(" ", ""));
		int[] commands = new int[sent.length];
		for (int length = 1; length <= sent.length; length++) {
			Commands counted = new Commands(url);
			for (int from = 0; from < sent.length; from += length) {
				byte[] seen = Arrays.copyOf(sent, Math.min(from + length, sent.length));
				commands[length - 1] += counted.in(seen, from);
			}
		}
		return commands;
	}

}
