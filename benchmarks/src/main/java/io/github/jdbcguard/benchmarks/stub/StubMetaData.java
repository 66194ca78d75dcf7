package io.github.jdbcguard.benchmarks.stub;

import java.sql.DatabaseMetaData;

/**
 * The little that pools and wrappers ask, when a connection is opened or at each
 * checkout.
 */
abstract class StubMetaData implements DatabaseMetaData {

	@Override
	public String getURL() {
		return StubDriver.URL;
	}

	@Override
	public String getDatabaseProductName() {
		return "stub";
	}

	@Override
	public String getUserName() {
		return "stub";
	}

}
