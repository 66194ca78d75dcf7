package io.github.jdbcguard.faults.policy;

import java.sql.SQLException;

import io.github.jdbcguard.testing.FaultProxy;

/**
 * What went to the server.
 *
 * @param requests how many commands
 * @param bytes how many bytes
 */
record Cost(long requests, long bytes) {

	static final Cost NONE = new Cost(0, 0);

	static Cost of(FaultProxy proxy, Work work) throws SQLException {
		long requests = proxy.requests();
		long bytes = proxy.bytes();
		work.run();
		return new Cost(proxy.requests() - requests, proxy.bytes() - bytes);
	}

	/**
	 * What is done meanwhile.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws SQLException;

	}

}
