package io.github.jdbcguard.pool;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Says of a commit that failed that nobody knows what has become of it: the connection
 * was lost before the server answered. It stands among the suppressed exceptions of what
 * the driver has thrown, which comes out as it is, so that it is found behind whatever
 * Spring or a persistence provider makes of it.
 */
@SuppressWarnings("serial")
public class UnansweredCommitException extends SQLException {

	private static final int MAX_VISITED = 100;

	UnansweredCommitException(ConnectionRecord record) {
		super("The connection was lost before the server answered the commit: the transaction on " + record
				+ " may be committed, or not. Look at the data before the work is done again", "08007");
	}

	/**
	 * Mark what a commit has failed with.
	 * @param failure what the driver has thrown
	 * @param record the connection that was lost
	 */
	public static void mark(SQLException failure, ConnectionRecord record) {
		failure.addSuppressed(new UnansweredCommitException(record));
	}

	/**
	 * Whether a failure comes from a commit that was not answered.
	 * @param failure what was thrown
	 * @return whether it, or anything that has caused it, says so
	 */
	public static boolean isBehind(Throwable failure) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Throwable> next = new ArrayDeque<>();
		next.add(failure);
		while (!next.isEmpty() && seen.size() < MAX_VISITED) {
			Throwable visited = next.remove();
			if (!seen.add(visited)) {
				continue;
			}
			if (visited instanceof UnansweredCommitException) {
				return true;
			}
			if (visited.getCause() != null) {
				next.add(visited.getCause());
			}
			Collections.addAll(next, visited.getSuppressed());
		}
		return false;
	}

}
