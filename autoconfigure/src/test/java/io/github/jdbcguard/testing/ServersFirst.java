package io.github.jdbcguard.testing;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Starts the database servers before the first of many tests: the time that it takes is
 * no test's.
 */
public final class ServersFirst implements TestExecutionListener {

	private static final int MANY = 100;

	@Override
	public void testPlanExecutionStarted(TestPlan testPlan) {
		if (testPlan.countTestIdentifiers((identifier) -> identifier.isTest() || identifier.isContainer()) > MANY) {
			EmbeddedDatabases.start();
		}
	}

}
