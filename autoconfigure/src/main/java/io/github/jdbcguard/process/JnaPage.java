package io.github.jdbcguard.process;

import java.nio.ByteBuffer;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * {@link NativePage} by JNA, where the application has it. Not from JDK 24 on without
 * native access: there JNA's own loading makes the JDK warn.
 */
final class JnaPage implements NativePage {

	private final Function madvise;

	private final Pointer address;

	private final ByteBuffer memory;

	private JnaPage(Function madvise, Pointer address) {
		this.madvise = madvise;
		this.address = address;
		this.memory = address.getByteBuffer(0, SIZE);
	}

	static @Nullable NativePage createIfPresent() {
		if (Runtime.version().feature() >= 24 || !System.getProperty("os.name", "").startsWith("Linux")) {
			return null;
		}
		try {
			Class.forName("com.sun.jna.NativeLibrary", false, JnaPage.class.getClassLoader());
			return Loader.map();
		}
		catch (ClassNotFoundException | LinkageError | RuntimeException ex) {
			return null;
		}
	}

	@Override
	public ByteBuffer memory() {
		return this.memory;
	}

	@Override
	public boolean adviseWipeOnFork() {
		return this.madvise.invokeInt(new Object[] { this.address, (long) SIZE, MADV_WIPEONFORK }) == 0;
	}

	@Override
	public String toString() {
		return "JNA";
	}

	/**
	 * Apart, so that nothing of JNA is linked before it was found.
	 */
	private static final class Loader {

		private Loader() {
		}

		static @Nullable NativePage map() {
			NativeLibrary process = NativeLibrary.getProcess();
			Pointer address = process.getFunction("mmap")
				.invokePointer(
						new Object[] { Pointer.NULL, (long) SIZE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L });
			if (address == null || Pointer.nativeValue(address) == -1) {
				return null;
			}
			JnaPage page = new JnaPage(process.getFunction("madvise"), address);
			return page.adviseWipeOnFork() ? page : null;
		}

	}

}
