package io.github.jdbcguard.pool.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The server closes connections earlier than the pool expects: sooner or later a checkout
 * gets a dead one. Immutable, safe for use by any thread.
 *
 * @param inTransaction whether it is about connections that are idle inside a transaction
 * @param serverSetting the server's setting
 * @param serverCloses after which time of silence the server closes a connection
 * @param poolKey the property that decides how long the pool leaves a connection idle
 * @param poolKeeps how long that is; zero if for ever
 * @param remedyKey the property to set, or the server's setting where no property helps
 * @param remedyValue a value that does, or {@code null} where there is none
 */
public record TimeoutMismatch(boolean inTransaction, String serverSetting, Duration serverCloses, String poolKey,
		Duration poolKeeps, String remedyKey, @Nullable String remedyValue) {

	private static final String RESET_ON_RETURN = "jdbc-guard.pool.reset-on-return";

	/**
	 * Find what does not go together.
	 * @param server the server's side
	 * @param pool the pool's side
	 * @return the mismatches, none if all is well or nothing is known
	 */
	public static List<TimeoutMismatch> compare(ServerTimeouts server, PoolTimes pool) {
		List<TimeoutMismatch> mismatches = new ArrayList<>();
		PoolTimes.Limit limit = pool.limit().orElse(new PoolTimes.Limit(PoolTimes.MAX_LIFETIME, Duration.ZERO));
		if (isTooLong(limit.time(), server.idle())) {
			Optional<String> shorter = shorterThan(server.idle());
			String setting = TimeoutSettings.nameOfIdle(server.server());
			mismatches.add(new TimeoutMismatch(false, setting, server.idle(), limit.key(), limit.time(),
					shorter.isPresent() ? PoolTimes.RECYCLE : setting, shorter.orElse(null)));
		}
		if (pool.leavesTransactionsOpen() && isTooLong(limit.time(), server.idleInTransaction())) {
			mismatches.add(new TimeoutMismatch(true, TimeoutSettings.nameOfIdleInTransaction(server.server()),
					server.idleInTransaction(), limit.key(), limit.time(), RESET_ON_RETURN, "rollback"));
		}
		return mismatches;
	}

	private static boolean isTooLong(Duration poolKeeps, Duration serverCloses) {
		return !serverCloses.isZero() && (poolKeeps.isZero() || poolKeeps.compareTo(serverCloses) >= 0);
	}

	/**
	 * Five sixths, in whole seconds, of which there has to be one.
	 */
	private static Optional<String> shorterThan(Duration serverCloses) {
		long seconds = serverCloses.multipliedBy(5).dividedBy(6).toSeconds();
		return (seconds >= 1) ? Optional.of(seconds + "s") : Optional.empty();
	}

	/**
	 * The mismatch and its remedy, with both figures in one unit.
	 * @return one sentence without a full stop, to follow the name of the pool
	 */
	public String describe() {
		return "%s, but the pool leaves connections idle %s (%s): %s".formatted(reason(),
				this.poolKeeps.isZero() ? "for ever" : "for up to " + poolFigure(), this.poolKey, remedy());
	}

	/**
	 * How long the pool leaves connections idle, in the unit of all figures here.
	 * @return the time, for people
	 */
	public String poolFigure() {
		return this.poolKeeps.isZero() ? "0" : figure(this.poolKeeps);
	}

	/**
	 * What the server does.
	 * @return a clause
	 */
	public String reason() {
		return "the server closes connections that are idle%s for %s (%s)"
			.formatted(this.inTransaction ? " in a transaction" : "", figure(this.serverCloses), this.serverSetting);
	}

	/**
	 * What to do about it.
	 * @return a sentence
	 */
	public String action() {
		String remedy = remedy();
		return Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".";
	}

	private String remedy() {
		if (this.inTransaction) {
			return "set %s to %s, so that no transaction stays open".formatted(this.remedyKey, this.remedyValue);
		}
		return (this.remedyValue != null)
				? "set %s below %s, for example %s".formatted(this.remedyKey, figure(this.serverCloses),
						this.remedyValue)
				: "raise %s on the server, for the pool cannot replace connections as fast".formatted(this.remedyKey);
	}

	private String figure(Duration duration) {
		boolean wholeSeconds = this.serverCloses.toMillisPart() == 0 && this.poolKeeps.toMillisPart() == 0;
		return wholeSeconds ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
	}

}
