package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;

import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.pool.PoolPolicy.ServerTimeoutCheck;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a pool, for all DataSources and for a single one alike. Nothing has a
 * default here, for it has to be known what the user wrote. Immutable.
 *
 * @param size Connections that the pool keeps open. Sets HikariCP's minimumIdle, and
 * together with max-overflow its maximumPoolSize. When not set, HikariCP's own settings
 * hold.
 * @param maxOverflow Connections that a burst may open beyond the size. They are closed
 * again within a minute after it, for which HikariCP's idleTimeout becomes 10 s, unless
 * it is set to 10 to 30 s.
 * @param reuse Whether a connection is used more than once. When false, each is closed
 * when it is given back.
 * @param timeout Longest time that a checkout may take, at least 250 ms. Sets HikariCP's
 * connectionTimeout. When not set, HikariCP's own setting holds.
 * @param recycle Age from which on a connection is replaced at its next checkout, at
 * least 1 s. From 30 s on it sets HikariCP's maxLifetime too. When not set, only HikariCP
 * replaces connections by age.
 * @param pingAfterIdle Time that a connection must have been idle to be pinged at its
 * next checkout, zero for always. When not set, HikariCP's 500 ms.
 * @param resetOnReturn What to do with a transaction that is left open when a connection
 * is given back.
 * @param resetSession Whether to clear the state of the server's session when a
 * connection is given back. Only for PostgreSQL, MariaDB and MySQL.
 * @param serverTimeoutCheck What to do where the server closes connections earlier than
 * the pool expects.
 */
public record PoolProperties(@Nullable Integer size, @Nullable Integer maxOverflow, @Nullable Boolean reuse,
		@Nullable Duration timeout, @Nullable Duration recycle, @Nullable Duration pingAfterIdle,
		@Nullable ResetOnReturn resetOnReturn, @Nullable Boolean resetSession,
		@Nullable ServerTimeoutCheck serverTimeoutCheck) {

}
