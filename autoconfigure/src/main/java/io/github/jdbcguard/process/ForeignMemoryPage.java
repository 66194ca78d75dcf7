package io.github.jdbcguard.process;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * {@link NativePage} by the JDK's foreign function API (JDK 22 and newer), reached by
 * reflection so that the library is built for JDK 17. Only where native access was
 * granted to this module: an ungranted call makes the JDK warn in the application's log.
 */
final class ForeignMemoryPage implements NativePage {

	private final MethodHandle madvise;

	private final Object segment;

	private final ByteBuffer memory;

	private ForeignMemoryPage(MethodHandle madvise, Object segment, ByteBuffer memory) {
		this.madvise = madvise;
		this.segment = segment;
		this.memory = memory;
	}

	static @Nullable NativePage create() {
		if (!isNativeAccessGranted() || !System.getProperty("os.name", "").startsWith("Linux")) {
			return null;
		}
		try {
			return map();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static boolean isNativeAccessGranted() {
		try {
			Method isNativeAccessEnabled = Module.class.getMethod("isNativeAccessEnabled");
			// A preview API before JDK 22
			return Runtime.version().feature() >= 22
					&& Boolean.TRUE.equals(isNativeAccessEnabled.invoke(ForeignMemoryPage.class.getModule()));
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

	private static @Nullable NativePage map() throws Throwable {
		Class<?> segmentType = Class.forName("java.lang.foreign.MemorySegment");
		Class<?> layoutType = Class.forName("java.lang.foreign.MemoryLayout");
		Class<?> valueLayout = Class.forName("java.lang.foreign.ValueLayout");
		Object pointer = valueLayout.getField("ADDRESS").get(null);
		Object size = valueLayout.getField("JAVA_LONG").get(null);
		Object number = valueLayout.getField("JAVA_INT").get(null);
		MethodHandle mmap = function("mmap", layoutType, pointer, pointer, size, number, number, number, size);
		MethodHandle madvise = function("madvise", layoutType, number, pointer, size, number);
		Object nothing = segmentType.getField("NULL").get(null);
		Object address = mmap.invokeWithArguments(nothing, (long) SIZE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
		if ((long) segmentType.getMethod("address").invoke(address) == -1) {
			return null;
		}
		Object segment = segmentType.getMethod("reinterpret", long.class).invoke(address, (long) SIZE);
		ByteBuffer memory = (ByteBuffer) segmentType.getMethod("asByteBuffer").invoke(segment);
		ForeignMemoryPage page = new ForeignMemoryPage(madvise, segment, memory);
		return page.adviseWipeOnFork() ? page : null;
	}

	private static MethodHandle function(String name, Class<?> layoutType, Object result, Object... arguments)
			throws ReflectiveOperationException {
		Class<?> linkerType = Class.forName("java.lang.foreign.Linker");
		Class<?> optionType = Class.forName("java.lang.foreign.Linker$Option");
		Class<?> lookupType = Class.forName("java.lang.foreign.SymbolLookup");
		Class<?> descriptorType = Class.forName("java.lang.foreign.FunctionDescriptor");
		Class<?> segmentType = Class.forName("java.lang.foreign.MemorySegment");
		Object linker = linkerType.getMethod("nativeLinker").invoke(null);
		Object lookup = linkerType.getMethod("defaultLookup").invoke(linker);
		Object symbol = ((Optional<?>) lookupType.getMethod("find", String.class).invoke(lookup, name)).orElseThrow();
		Object layouts = Array.newInstance(layoutType, arguments.length);
		for (int i = 0; i < arguments.length; i++) {
			Array.set(layouts, i, arguments[i]);
		}
		Object descriptor = descriptorType.getMethod("of", layoutType, layouts.getClass())
			.invoke(null, result, layouts);
		Object options = Array.newInstance(optionType, 0);
		return (MethodHandle) linkerType.getMethod("downcallHandle", segmentType, descriptorType, options.getClass())
			.invoke(linker, symbol, descriptor, options);
	}

	@Override
	public ByteBuffer memory() {
		return this.memory;
	}

	@Override
	public boolean adviseWipeOnFork() {
		try {
			return (int) this.madvise.invokeWithArguments(this.segment, (long) SIZE, MADV_WIPEONFORK) == 0;
		}
		catch (Throwable ex) {
			return false;
		}
	}

	@Override
	public String toString() {
		return "foreign function API";
	}

}
