package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.pool.PoolPolicy.ServerTimeoutCheck;
import io.github.jdbcguard.pool.server.DatabaseServer;
import io.github.jdbcguard.pool.server.PoolTimes;
import io.github.jdbcguard.pool.server.ServerTimeouts;
import io.github.jdbcguard.pool.server.SessionReset;
import io.github.jdbcguard.pool.server.TimeoutMismatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pool knows of the server at the other end: which one it is, how its sessions are
 * reset, and whether it closes connections earlier than the pool expects. Found out when
 * the pool opens its first connection, on that connection. Thread-safe.
 */
final class ServerSide {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final GuardedPool pool;

	private final AtomicBoolean timeoutsCompared = new AtomicBoolean();

	private volatile @Nullable DatabaseServer product;

	private volatile List<TimeoutMismatch> mismatches = List.of();

	ServerSide(GuardedPool pool) {
		this.pool = pool;
	}

	/**
	 * Which server it is.
	 * @return the server, {@link DatabaseServer#OTHER} before a connection was opened
	 */
	DatabaseServer product() {
		DatabaseServer product = this.product;
		return (product != null) ? product : DatabaseServer.OTHER;
	}

	/**
	 * Find out on a newly opened connection what is to be known.
	 * @param record the connection
	 * @throws SQLException if the sessions of this server cannot be reset, though that is
	 * asked for
	 */
	void takeIntoService(PooledRecord record) throws SQLException {
		if (this.product == null) {
			this.product = identify(record);
		}
		if (this.pool.policy.resetSession()) {
			record.sessionReset = SessionReset.of(record.raw);
		}
		if (this.pool.policy.serverTimeoutCheck() != ServerTimeoutCheck.OFF
				&& this.timeoutsCompared.compareAndSet(false, true)) {
			compareTimeouts(record);
		}
	}

	private static DatabaseServer identify(PooledRecord record) {
		try {
			return DatabaseServer.of(record.raw);
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("{} does not tell its server", record, ex);
			return DatabaseServer.OTHER;
		}
	}

	private void compareTimeouts(PooledRecord record) {
		ServerTimeouts timeouts = ServerTimeouts.ask(record.raw, product());
		this.mismatches = TimeoutMismatch.compare(timeouts, times());
		timeouts.advice().ifPresent((advice) -> logger.info("{}: {}", this.pool.name(), advice));
		this.mismatches.forEach((mismatch) -> logger.warn("{}: {}", this.pool.name(), mismatch.describe()));
	}

	private PoolTimes times() {
		HikariConfig config = this.pool.original();
		return new PoolTimes(this.pool.policy.recycle(), Duration.ofMillis(config.getMaxLifetime()),
				Duration.ofMillis(config.getIdleTimeout()), config.getMinimumIdle() == 0,
				Duration.ofMillis(config.getKeepaliveTime()), this.pool.policy.resetOnReturn() == ResetOnReturn.NONE);
	}

	/**
	 * Refuse to serve where the timeouts do not match and the policy says so.
	 * @throws InvalidPoolPolicyException if they do not match
	 */
	void requireMatchingTimeouts() {
		List<TimeoutMismatch> mismatches = this.mismatches;
		if (this.pool.policy.serverTimeoutCheck() == ServerTimeoutCheck.FAIL && !mismatches.isEmpty()) {
			TimeoutMismatch first = mismatches.get(0);
			throw new InvalidPoolPolicyException(first.poolKey(), first.poolFigure(), first.reason(), first.action());
		}
	}

}
