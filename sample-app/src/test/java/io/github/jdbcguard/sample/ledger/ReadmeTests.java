package io.github.jdbcguard.sample.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * README shows code of the ledger: blocks that begin with the name of a file, and leave
 * things out in lines of three dots.
 */
class ReadmeTests {

	private static final Path README = Path.of("..", "README.md");

	private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "jdbcguard", "sample");

	private static final Pattern BLOCK = Pattern.compile("```java\n// (ledger/\\S+\\.java)\n(.*?)```", Pattern.DOTALL);

	@Test
	void showsARepositoryAControllerAndBothKindsOfTransactions() throws IOException {
		assertThat(blocks().map(Block::file)).contains("ledger/account/AccountRepository.java",
				"ledger/account/AccountController.java", "ledger/transfer/Transfers.java",
				"ledger/statement/Statements.java");
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void whatItShowsIsWhatTheLedgerDoes(Block block) throws IOException {
		List<String> source = lines(Files.readString(SOURCES.resolve(block.file)));
		assertThat(block.pieces()).isNotEmpty()
			.allSatisfy(
					(piece) -> assertThat(Collections.indexOfSubList(source, lines(piece))).as(piece).isNotNegative());
	}

	static Stream<Block> blocks() throws IOException {
		return BLOCK.matcher(Files.readString(README)).results().map(Block::of);
	}

	private static List<String> lines(String text) {
		return text.lines().map(String::strip).toList();
	}

	record Block(String file, List<String> pieces) {

		static Block of(MatchResult found) {
			return new Block(found.group(1),
					Pattern.compile("^\\s*\\.\\.\\.\\s*$", Pattern.MULTILINE)
						.splitAsStream(found.group(2))
						.map(String::strip)
						.filter((piece) -> !piece.isEmpty())
						.toList());
		}

		@Override
		public String toString() {
			return this.file;
		}

	}

}
