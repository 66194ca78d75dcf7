package io.github.jdbcguard.session;

/**
 * What has become of the transactions of sessions and transactional scopes since the
 * application started. Those that only took part in another transaction do not count.
 *
 * @param committed how many were committed
 * @param rolledBack how many were rolled back, for whatever reason: also where a scope
 * ended before they were committed
 * @param lost how many of these had updates in them, at the end of a scope that ended
 * well; known of guarded DataSources
 * @param failed how many commits failed
 * @param unknown how many commits were left without an answer
 * @param retries how many times a transactional scope was run again
 */
public record SessionCounters(long committed, long rolledBack, long lost, long failed, long unknown, long retries) {

}
