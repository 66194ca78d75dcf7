package io.github.jdbcguard.test;

import javax.sql.DataSource;

/**
 * The entry to AssertJ's assertions on guarded DataSources. To be imported statically
 * beside AssertJ's own. Safe for use by any thread.
 */
public final class JdbcGuardAssertions {

	private JdbcGuardAssertions() {
	}

	/**
	 * Assert something of a DataSource.
	 * @param dataSource the DataSource, which may be wrapped
	 * @return the assertions
	 * @throws AssertionError if it leads to no guarded DataSource, or to several
	 */
	public static GuardedDataSourceAssert assertThat(DataSource dataSource) {
		return GuardedDataSourceAssert.of(dataSource);
	}

}
