package io.github.jdbcguard.pool;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a thread that takes connections. One for each thread; what it knows is
 * written by that thread only, and may be read by any.
 * <p>
 * Padded: two that lie side by side in memory would make their threads wait for each
 * other's writes, at each checkout.
 */
public final class Borrower {

	private static final ThreadLocal<Borrower> CURRENT = ThreadLocal.withInitial(Borrower::new);

	long p00;

	long p01;

	long p02;

	long p03;

	long p04;

	long p05;

	long p06;

	long p07;

	long p08;

	long p09;

	long p10;

	long p11;

	long p12;

	long p13;

	long p14;

	long p15;

	private final Thread thread;

	private int held;

	private boolean mayNest;

	private volatile @Nullable LeaseScope scope;

	private Borrower() {
		this.thread = Thread.currentThread();
	}

	/**
	 * What is known of the current thread.
	 * @return the borrower
	 */
	public static Borrower current() {
		return CURRENT.get();
	}

	/**
	 * What a thread is called in messages. Virtual threads usually have no name.
	 * @param thread the thread
	 * @return its name, or its number after a {@code #}
	 */
	public static String nameOf(Thread thread) {
		String name = thread.getName();
		return name.isEmpty() ? "#" + thread.getId() : name;
	}

	/**
	 * The thread.
	 * @return the thread
	 */
	public Thread thread() {
		return this.thread;
	}

	/**
	 * The innermost transaction or request that the thread is in.
	 * @return the scope, {@code null} where it is in none
	 */
	public @Nullable LeaseScope scope() {
		return this.scope;
	}

	/**
	 * Enter a scope, or leave it for the one around it.
	 * @param scope the scope, {@code null} for none
	 */
	public void setScope(@Nullable LeaseScope scope) {
		this.scope = scope;
	}

	/**
	 * Whether the thread may wait for a connection while it holds another of the same
	 * pool.
	 * @return whether that is permitted
	 */
	public boolean mayNest() {
		return this.mayNest;
	}

	/**
	 * Permit, or no longer permit, that the thread waits for a connection while it holds
	 * another of the same pool.
	 * @param mayNest whether it may
	 */
	public void setMayNest(boolean mayNest) {
		this.mayNest = mayNest;
	}

	/**
	 * Whether the thread seems to hold leases, of any pool. It may not: leases that other
	 * threads give back are missed. So this only says whether it is worth a closer look.
	 * @return whether it may hold some
	 */
	public boolean seemsToHold() {
		return this.held > 0;
	}

	/**
	 * The thread has taken a lease.
	 */
	public void took() {
		this.held++;
	}

	/**
	 * A lease of the thread has ended. Does nothing in another thread.
	 */
	public void gaveBack() {
		if (this.held > 0 && Thread.currentThread() == this.thread) {
			this.held--;
		}
	}

	@Override
	public String toString() {
		return "thread '" + nameOf(this.thread) + "'";
	}

}
