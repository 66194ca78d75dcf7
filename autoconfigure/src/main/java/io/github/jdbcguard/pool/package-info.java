/**
 * The guarded {@link javax.sql.DataSource}: the contract that applications see.
 * <p>
 * <b>How a HikariCP pool is guarded, and why so.</b> The bean is replaced by a
 * <em>facade</em>, a {@code HikariDataSource} that hands every public method to the
 * original bean and shares its pool; connections come out of it as {@link Lease leases}.
 * Other ways were built and tried against the same tests:
 * <ul>
 * <li>A {@code DelegatingDataSource} breaks the injection of {@code HikariDataSource},
 * gives the unguarded pool to whoever unwraps, and makes {@code evictConnection} a silent
 * no-op.</li>
 * <li>A CGLIB proxy shows an active count of null to Spring Boot's metrics, which read a
 * private field of the bean, and guards scoped and routing beans twice.</li>
 * <li>A subclass with a pool of its own doubles pools that were started eagerly, and the
 * original has to be closed by hand.</li>
 * <li>HikariCP's request boundaries, in place, cannot veto a checkout, and leak the entry
 * when the hook throws.</li>
 * </ul>
 * The facade's price is to override every public method, which a test watches over, and
 * to mirror the one private field that Spring Boot reads.
 * <p>
 * <b>Two layers around a connection.</b> Below HikariCP every physical connection is
 * wrapped, because HikariCP talks to it at moments of its own (ping, keepalive, network
 * timeout, close): this wrapper looks at the incarnation first and keeps silent when the
 * connection belongs to another life. Above HikariCP the lease is what the borrower
 * holds: it refuses work on a transaction that another life began.
 * <p>
 * <b>Replacing.</b> A connection that may not be handed out is replaced <em>inside</em>
 * its pool entry, in the borrower's own thread: HikariCP would open replacements one
 * after the other in a single thread. Where that fails the entry is evicted, and the
 * borrower waits as HikariCP waits. After a {@code fork()} the child drops the whole
 * inherited pool unseen, for its threads do not exist there and its locks may be held for
 * ever, and starts a new one.
 */
@NullMarked
package io.github.jdbcguard.pool;

import org.jspecify.annotations.NullMarked;
