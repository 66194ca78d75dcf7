package io.github.jdbcguard.process;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * {@link ForkSign} that is a page of memory which the kernel wipes in a forked child
 * ({@code MADV_WIPEONFORK}). Looking at it is a memory read.
 * <p>
 * One page serves the whole JVM, for it is never given back: a monitor that is closed may
 * still be asked.
 */
final class WipedPageSign implements ForkSign {

	private static final byte SET = 1;

	private final NativePage page;

	private final ByteBuffer memory;

	private WipedPageSign(NativePage page) {
		this.page = page;
		this.memory = page.memory();
		this.memory.put(0, SET);
	}

	/**
	 * The sign, where native access costs the application nothing.
	 * @return the sign or {@code null}
	 */
	static @Nullable ForkSign create() {
		return Holder.SIGN;
	}

	@Override
	public boolean intact() {
		return this.memory.get(0) == SET;
	}

	@Override
	public void renew() {
		this.page.adviseWipeOnFork();
		this.memory.put(0, SET);
	}

	@Override
	public String toString() {
		return "a page that is wiped on fork (" + this.page + ")";
	}

	private static final class Holder {

		private static final @Nullable WipedPageSign SIGN = create();

		private static @Nullable WipedPageSign create() {
			NativePage page = ForeignMemoryPage.create();
			if (page == null) {
				page = JnaPage.createIfPresent();
			}
			return (page != null) ? new WipedPageSign(page) : null;
		}

	}

}
