package io.github.jdbcguard.sample.ledger.mistake;

/**
 * Something that should not be done.
 */
@FunctionalInterface
interface Mistake {

	void make() throws Exception;

}
