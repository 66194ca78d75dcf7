package io.github.jdbcguard.session.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.OpenScope;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.SessionScope.Attachment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A session that several threads use (S7).
 */
class SessionThreadsTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	private final String name = Thread.currentThread().getName();

	private final ExecutorService threads = Executors.newFixedThreadPool(6);

	@AfterEach
	void close() throws InterruptedException {
		Thread.currentThread().setName(this.name);
		this.threads.shutdown();
		assertThat(this.threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	private void inAnotherThread(SessionScope scope, Runnable work) throws Exception {
		this.threads.submit(() -> {
			Thread.currentThread().setName("other");
			try (Attachment attachment = scope.attach()) {
				work.run();
			}
		}).get(20, TimeUnit.SECONDS);
	}

	@Test
	void aSecondThreadInsideIsRefusedAndBothAreNamedWithTheCallInProgress() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			Thread.currentThread().setName("first");
			this.scene.session.jdbc().sql("select 1").query((row) -> {
				try {
					inAnotherThread(scope,
							() -> assertThatExceptionOfType(IllegalTransactionStateException.class)
								.isThrownBy(this.scene.session::commit)
								.withMessageContaining("commit() on the session of DataSource 'bank' in scope 'job'")
								.withMessageContaining("thread 'first' is inside of query")
								.withMessageContaining("thread 'other' wanted commit()"));
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
		}
	}

	@Test
	void whileItsTransactionIsOpenOnlyTheThreadThatBeganItIsServed() throws Exception {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			Thread.currentThread().setName("first");
			this.scene.book(1, 5);
			inAnotherThread(scope, () -> {
				for (Runnable move : List.<Runnable>of(() -> this.scene.balance(1), this.scene.session::begin,
						this.scene.session::commit, this.scene.session::rollback, this.scene.session::close,
						this.scene.session::beginNested)) {
					assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(move::run)
						.withMessageContaining("its transaction was begun by thread 'first'")
						.withMessageContaining("before thread 'other' can use the session");
				}
				assertThat(scope.isInTransaction()).isFalse();
				scope.complete();
			});
			this.scene.session.commit();
			inAnotherThread(scope, () -> {
				this.scene.book(1, 5);
				this.scene.session.commit();
				this.scene.book(1, 5);
			});
			assertThat(this.scene.taken()).isZero();
		}
		assertThat(this.scene.committed(1)).isEqualTo(110);
	}

	@Test
	void aThreadThatEntersTheScopeAgainKeepsWhatItHasOpenWhenItLeaves() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.book(1, 5);
			Attachment attachment = scope.attach();
			this.scene.book(1, 5);
			attachment.close();
			assertThat(this.scene.session.inTransaction()).isTrue();
			attachment.close();
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(110);
	}

	@Test
	void anAttachmentIsLeftOnceAndByItsThreadOnly() throws Exception {
		SessionScope scope = this.scene.sessions.create("job", OnCompletion.ROLLBACK, SessionMode.AUTO);
		Attachment first = scope.attach();
		this.threads.submit(first::close).get(20, TimeUnit.SECONDS);
		assertThat(this.scene.sessions.current()).isSameAs(scope);
		first.close();
		Attachment second = scope.attach();
		this.scene.book(1, 5);
		first.close();
		assertThat(this.scene.session.inTransaction()).isTrue();
		second.close();
		scope.close();
	}

	@Test
	void aScopeThatAnotherThreadClosesIsLeftByEachOfItsOwn() throws Exception {
		SessionScope scope = this.scene.sessions.open("job");
		this.scene.book(1, 5);
		this.threads.submit(scope::close).get(20, TimeUnit.SECONDS);
		assertThat(this.scene.taken()).isOne();
		scope.close();
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	/**
	 * The thread that has opened it, which may be one of a pool, does not come by again
	 * to leave it.
	 */
	@Test
	void aScopeThatAnotherThreadHasClosedStandsInNobodysWay() throws Exception {
		SessionScope scope = this.scene.sessions.open("job");
		this.threads.submit(scope::close).get(20, TimeUnit.SECONDS);
		assertThat(this.scene.sessions.current()).isNull();
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> this.scene.balance(1))
			.withMessageContaining("scope 'job'")
			.withMessageContaining("has ended");
		this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED)
			.executeWithoutResult((status) -> this.scene.book(1, 5));
		this.scene.transactions.run((session) -> this.scene.book(1, 5));
		assertThat(this.scene.committed(1)).isEqualTo(110);
		this.scene.assertNothingIsLeft();
	}

	/**
	 * Else the work would be lost, and the commit reported as done.
	 */
	@Test
	void whatWasLostInItIsToldAndNothingGoesToTheScopeAround() throws Exception {
		try (SessionScope outer = this.scene.sessions.open("outer")) {
			SessionScope inner = this.scene.sessions.open("inner");
			this.scene.book(1, 5);
			this.threads.submit(inner::close).get(20, TimeUnit.SECONDS);
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(IllegalTransactionStateException.class)
					.isThrownBy(() -> this.scene.book(1, 7))
					.withMessageContaining("scope 'inner'")
					.withMessageContaining("has ended");
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::commit)
					.withMessageContaining("scope 'inner'");
			}
			this.scene.transactions.run((session) -> this.scene.book(1, 1));
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED)
				.executeWithoutResult((status) -> this.scene.book(1, 1));
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::commit)
				.withMessageContaining("scope 'inner'");
			inner.close();
			this.scene.book(1, 1);
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(103);
	}

	@Test
	void whatWasLostInItIsToldWhereAnotherScopeInItEndsBefore() {
		try (SessionScope outer = this.scene.sessions.open("outer")) {
			SessionScope inner = this.scene.sessions.open("inner");
			this.scene.book(1, 5);
			SessionScope innermost = this.scene.sessions.open("innermost");
			closeInAnotherThread(inner);
			innermost.close();
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::commit)
				.withMessageContaining("scope 'inner'");
			inner.close();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void aTransactionalScopeEndsWellAroundOneThatAnotherThreadHasClosed() throws Exception {
		this.scene.transactions.run((session) -> {
			SessionScope inner = this.scene.sessions.open("inner");
			closeInAnotherThread(inner);
			this.scene.book(1, 5);
		});
		try (OpenScope scope = this.scene.transactions.open()) {
			SessionScope inner = this.scene.sessions.open("inner");
			this.scene.book(1, 5);
			closeInAnotherThread(inner);
			scope.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(110);
	}

	private void closeInAnotherThread(SessionScope scope) {
		CompletableFuture.runAsync(scope::close, this.threads).join();
	}

	@Test
	void insideOfAnotherScopeThatOneGoesOn() throws Exception {
		try (SessionScope outer = this.scene.sessions.open("outer")) {
			SessionScope inner = this.scene.sessions.open("inner");
			this.threads.submit(inner::close).get(20, TimeUnit.SECONDS);
			assertThat(this.scene.sessions.current()).isSameAs(outer);
			this.scene.book(1, 5);
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void ofManyThreadsOneIsInsideAtAnyTimeAndNothingIsLeft() throws Exception {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger done = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		SessionScope scope = this.scene.sessions.create("job", OnCompletion.ROLLBACK, SessionMode.AUTO);
		List<Future<?>> all = new ArrayList<>();
		for (int thread = 0; thread < 6; thread++) {
			all.add(this.threads.submit(() -> {
				start.await();
				for (int i = 0; i < 100; i++) {
					try (Attachment attachment = scope.attach()) {
						this.scene.session.jdbc()
							.sql("update account set balance = balance + 1 where id = 1 returning balance")
							.query((row) -> {
								assertThat(inside.incrementAndGet()).isOne();
								inside.decrementAndGet();
							});
						this.scene.session.commit();
						done.incrementAndGet();
					}
					catch (IllegalTransactionStateException ex) {
						refused.incrementAndGet();
					}
				}
				assertThat(this.scene.sessions.isEmptyHere()).isTrue();
				return null;
			}));
		}
		start.countDown();
		for (Future<?> one : all) {
			one.get(Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS);
		}
		scope.close();
		assertThat(done.get() + refused.get()).isEqualTo(600);
		assertThat(done).hasPositiveValue();
		assertThat(this.scene.committed(1)).isEqualTo(100 + done.get());
	}

	@Test
	void aScopeOfItsOwnForEachThreadIsHowItIsMeant() throws Exception {
		CompletableFuture<?>[] all = new CompletableFuture<?>[4];
		for (int thread = 0; thread < all.length; thread++) {
			all[thread] = CompletableFuture.runAsync(() -> {
				try (SessionScope scope = this.scene.sessions.open("job")) {
					this.scene.book(1, 1);
					this.scene.session.commit();
				}
			}, this.threads);
		}
		CompletableFuture.allOf(all).get(20, TimeUnit.SECONDS);
		assertThat(this.scene.committed(1)).isEqualTo(104);
	}

}
