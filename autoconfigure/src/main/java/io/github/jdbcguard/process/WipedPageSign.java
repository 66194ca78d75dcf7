package io.github.jdbcguard.process;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * {@link ForkSign} that is a page of memory which the kernel wipes in a forked child
 * ({@code MADV_WIPEONFORK}). Looking at it is a memory read.
 * <p>
 * One page serves the whole JVM, for it is never given back: a monitor that is closed may
 * still be asked. Each monitor has a byte of it, for each has to see the fork itself.
 */
final class WipedPageSign implements ForkSign {

	private static final byte SET = 1;

	private final NativePage page;

	private final ByteBuffer memory;

	private final int offset;

	private WipedPageSign(NativePage page, int offset) {
		this.page = page;
		this.memory = page.memory();
		this.offset = offset;
		set();
	}

	/**
	 * The sign, where native access costs the application nothing.
	 * @return the sign or {@code null}
	 */
	static @Nullable ForkSign create() {
		NativePage page = Holder.PAGE;
		int offset = Holder.next.getAndIncrement();
		return (page != null && offset < NativePage.SIZE) ? new WipedPageSign(page, offset) : null;
	}

	@Override
	public boolean intact() {
		return this.memory.get(this.offset) == SET;
	}

	@Override
	public void prepare() {
		this.page.adviseWipeOnFork();
	}

	@Override
	public void set() {
		this.memory.put(this.offset, SET);
	}

	@Override
	public String toString() {
		return "a page that is wiped on fork (" + this.page + ")";
	}

	private static final class Holder {

		private static final AtomicInteger next = new AtomicInteger();

		private static final @Nullable NativePage PAGE = map();

		private static @Nullable NativePage map() {
			NativePage page = ForeignMemoryPage.create();
			return (page != null) ? page : JnaPage.createIfPresent();
		}

	}

}
