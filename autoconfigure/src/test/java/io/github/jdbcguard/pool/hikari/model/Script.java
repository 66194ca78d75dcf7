package io.github.jdbcguard.pool.hikari.model;

import java.util.List;

/**
 * A pool, and what its borrowers do with it at the same time.
 *
 * @param setup how the pool is set up
 * @param borrowers the steps of each borrower
 */
record Script(Setup setup, List<List<Step>> borrowers) {

}
