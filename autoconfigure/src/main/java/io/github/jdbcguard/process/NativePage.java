package io.github.jdbcguard.process;

import java.nio.ByteBuffer;

/**
 * One page of private anonymous memory that stays mapped for the life of the JVM.
 */
interface NativePage {

	int SIZE = 4096;

	int PROT_READ_WRITE = 0x3;

	int MAP_PRIVATE_ANONYMOUS = 0x22;

	int MADV_WIPEONFORK = 18;

	/**
	 * The page as a buffer.
	 * @return the buffer
	 */
	ByteBuffer memory();

	/**
	 * Ask the kernel to wipe the page in a forked child (Linux 4.14 and newer).
	 * @return whether the kernel took the advice
	 */
	boolean adviseWipeOnFork();

}
