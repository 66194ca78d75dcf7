package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.jdbcguard.testing.NamedScope;

/**
 * A thread that takes a connection in a transaction of a name, and keeps it while it
 * waits for something else.
 */
final class HoldingThread implements AutoCloseable {

	private final CountDownLatch released = new CountDownLatch(1);

	private final CompletableFuture<Connection> taken = new CompletableFuture<>();

	private final Thread thread;

	HoldingThread(DataSource dataSource, String name, String scope) throws Exception {
		this.thread = new Thread(() -> hold(dataSource, scope), name);
		this.thread.start();
		this.taken.get(20, TimeUnit.SECONDS);
	}

	private void hold(DataSource dataSource, String scope) {
		try (Connection connection = NamedScope.in(scope, dataSource::getConnection)) {
			this.taken.complete(connection);
			callAnotherService();
		}
		catch (Exception ex) {
			this.taken.completeExceptionally(ex);
		}
	}

	private void callAnotherService() throws InterruptedException {
		this.released.await();
	}

	@Override
	public void close() throws InterruptedException {
		this.released.countDown();
		this.thread.join();
	}

}
