package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;

import static org.awaitility.Awaitility.await;

/**
 * A thread that waits for the only connection of a pool, and works with it for a while.
 */
final class NextBorrower {

	private final CompletableFuture<Void> work;

	private NextBorrower(TestPool pool) {
		this.work = CompletableFuture.runAsync(() -> work(pool));
		await().until(() -> pool.dataSource().getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
	}

	static NextBorrower of(TestPool pool) {
		return new NextBorrower(pool);
	}

	private static void work(TestPool pool) {
		try (Connection connection = pool.take()) {
			for (int i = 0; i < 200; i++) {
				Dialect.echo(connection, i);
			}
		}
		catch (Exception ex) {
			throw new CompletionException(ex);
		}
	}

	void succeeds() throws Exception {
		this.work.get(5, TimeUnit.SECONDS);
	}

}
