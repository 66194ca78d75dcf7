package io.github.jdbcguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * How a restored application got its connections back.
 *
 * @param idleMillis from the last use of a connection to the restore, on the clock that
 * the snapshot stops
 * @param firstSuccessMicros from the restore to the first query that succeeded
 * @param errorsBefore how many checkouts or queries failed until then
 * @param allGoodMicros from the restore to the moment when every connection of the pool
 * had answered, all being checked out at once
 * @param errorsInAll how many checkouts or queries failed until then
 */
record Recovery(long idleMillis, long firstSuccessMicros, int errorsBefore, long allGoodMicros, int errorsInAll) {

	/**
	 * Write this to a file that appears only when it is complete.
	 * @param file the file
	 * @throws IOException if it cannot be written
	 */
	void writeTo(Path file) throws IOException {
		Path unfinished = file.resolveSibling("unfinished");
		Files.write(unfinished,
				List.of(Long.toString(this.idleMillis), Long.toString(this.firstSuccessMicros),
						Integer.toString(this.errorsBefore), Long.toString(this.allGoodMicros),
						Integer.toString(this.errorsInAll)));
		Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
	}

	static Recovery readFrom(Path file) throws IOException {
		List<String> lines = Files.readAllLines(file);
		return new Recovery(Long.parseLong(lines.get(0)), Long.parseLong(lines.get(1)), Integer.parseInt(lines.get(2)),
				Long.parseLong(lines.get(3)), Integer.parseInt(lines.get(4)));
	}

}
