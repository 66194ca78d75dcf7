package io.github.jdbcguard.faults.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that one life of the program did.
 *
 * @param operations the operations
 */
public record Journal(List<Operation> operations) {

	static Journal read(Path file) throws IOException {
		try (Stream<String> lines = Files.lines(file)) {
			return new Journal(lines.map(Operation::fromLine).toList());
		}
	}

	/**
	 * Operations that began before one of the moments and ended later.
	 * @param moments when the process was restored
	 * @return the operations
	 */
	public List<Operation> inFlight(Collection<Long> moments) {
		return this.operations.stream()
			.filter((operation) -> moments.stream().anyMatch(operation::isInFlightAt))
			.toList();
	}

	/**
	 * Operations that failed and were not in flight at any of the moments.
	 * @param moments when the process was restored
	 * @return the operations
	 */
	public List<Operation> failures(Collection<Long> moments) {
		return this.operations.stream()
			.filter((operation) -> operation.failed() && moments.stream().noneMatch(operation::isInFlightAt))
			.toList();
	}

	/**
	 * Operations that began after one of the moments and were given a connection from
	 * before it.
	 * @param moments when the process was restored
	 * @return the operations
	 */
	public List<Operation> inherited(Collection<Long> moments) {
		return moments.stream().flatMap(this::inheritedSince).toList();
	}

	private Stream<Operation> inheritedSince(long moment) {
		List<Operation> before = this.operations.stream().filter((operation) -> operation.asked() < moment).toList();
		// Who had asked before and got a connection after it may have got a new one
		Set<Long> sessions = before.stream()
			.filter((operation) -> operation.got() < moment)
			.map(Operation::session)
			.collect(Collectors.toSet());
		long incarnation = before.stream()
			.filter((operation) -> !operation.isInFlightAt(moment))
			.mapToLong(Operation::incarnation)
			.max()
			.orElse(0);
		return this.operations.stream()
			.filter((operation) -> operation.asked() >= moment && operation.session() != 0)
			.filter((operation) -> sessions.contains(operation.session())
					|| (incarnation > 0 && operation.incarnation() <= incarnation));
	}

	/**
	 * The sessions that were used.
	 * @return the sessions
	 */
	public Set<Long> sessions() {
		return this.operations.stream()
			.map(Operation::session)
			.filter((session) -> session != 0)
			.collect(Collectors.toSet());
	}

}
