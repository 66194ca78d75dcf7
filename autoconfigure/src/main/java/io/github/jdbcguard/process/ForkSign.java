package io.github.jdbcguard.process;

/**
 * Something that a {@code fork()} destroys.
 */
interface ForkSign {

	/**
	 * Where there is no sign to be had: always intact, so that only looks see a fork.
	 */
	ForkSign NONE = new ForkSign() {

		@Override
		public boolean intact() {
			return true;
		}

		@Override
		public boolean isExact() {
			return false;
		}

		@Override
		public String toString() {
			return "none (a fork is seen within 10 ms)";
		}

	};

	/**
	 * Whether this is still the process that last {@link #set() set} the sign.
	 * @return {@code false} in a forked child
	 */
	boolean intact();

	/**
	 * Whether the sign tells the truth at any moment.
	 * @return whether a fork is seen at once
	 */
	default boolean isExact() {
		return true;
	}

	/**
	 * Make sure that a fork will destroy the sign. To be called after every change of the
	 * incarnation and before that is published: CRIU drops the advice to wipe a page.
	 */
	default void prepare() {
	}

	/**
	 * Set the sign, for this process. To be called when the new incarnation has been
	 * published: whoever finds the sign intact must find the new incarnation too.
	 */
	default void set() {
	}

	/**
	 * The cheapest sign that this JVM grants without a word in the application's log.
	 * @param check how exact it has to be
	 * @return the sign
	 */
	static ForkSign of(ForkCheck check) {
		ForkSign page = WipedPageSign.create();
		if (page != null) {
			return page;
		}
		return (check == ForkCheck.ALWAYS && OperatingSystemIdentity.isAvailable()) ? new ProcLinkSign() : NONE;
	}

}
