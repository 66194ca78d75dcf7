package io.github.jdbcguard.benchmarks.stub;

import java.sql.DatabaseMetaData;

/**
 * The little that pools and wrappers ask at each checkout.
 */
abstract class StubMetaData implements DatabaseMetaData {

	@Override
	public String getURL() {
		return StubDriver.URL;
	}

	@Override
	public String getUserName() {
		return "stub";
	}

}
