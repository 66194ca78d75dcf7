package io.github.jdbcguard.session;

/**
 * What has become of the transactions of sessions and transactional scopes since the
 * application started. Those that only took part in another transaction do not count.
 *
 * @param committed how many were committed
 * @param rolledBack how many were rolled back because the application, or an exception,
 * wanted it
 * @param lost how many were rolled back at the end of a scope that ended well, with
 * updates in them
 * @param failed how many commits failed
 * @param unknown how many commits were left without an answer
 * @param retries how many times a transactional scope was run again
 */
public record SessionCounters(long committed, long rolledBack, long lost, long failed, long unknown, long retries) {

}
