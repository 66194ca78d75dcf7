package io.github.jdbcguard.faults.fork;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * {@code fork()} and what goes with it, by a JNA of its own that nobody else can see:
 * whether jdbc-guard finds one on the class path is for the test to say.
 */
final class NativeFork {

	private static final int WNOHANG = 1;

	private static final int SIGKILL = 9;

	private final Method invokeInt;

	private final Object fork;

	private final Object waitpid;

	private final Object kill;

	private final Object exit;

	private NativeFork(Class<?> library, Class<?> function) throws ReflectiveOperationException {
		Object process = library.getMethod("getProcess").invoke(null);
		Method getFunction = library.getMethod("getFunction", String.class);
		this.invokeInt = function.getMethod("invokeInt", Object[].class);
		this.fork = getFunction.invoke(process, "fork");
		this.waitpid = getFunction.invoke(process, "waitpid");
		this.kill = getFunction.invoke(process, "kill");
		this.exit = getFunction.invoke(process, "_exit");
		// All that the child will need has been used before
		call(getFunction.invoke(process, "getpid"));
		hasEnded(Integer.MAX_VALUE);
	}

	/**
	 * Load JNA. After the guard has been started: from JDK 24 on this grants native
	 * access to every class outside of a named module.
	 * @param jna the jar
	 * @return the functions
	 * @throws Exception if it cannot be loaded
	 */
	static NativeFork load(Path jna) throws Exception {
		// Stays open: the child loads from it
		@SuppressWarnings("resource")
		ClassLoader loader = new URLClassLoader(new URL[] { jna.toUri().toURL() },
				ClassLoader.getPlatformClassLoader());
		return new NativeFork(loader.loadClass("com.sun.jna.NativeLibrary"), loader.loadClass("com.sun.jna.Function"));
	}

	/**
	 * Fork this process.
	 * @return 0 in the child, in the parent the child's process id
	 */
	int fork() {
		int pid = call(this.fork);
		if (pid < 0) {
			throw new IllegalStateException("fork() failed");
		}
		return pid;
	}

	boolean hasEnded(int pid) {
		return call(this.waitpid, pid, null, WNOHANG) != 0;
	}

	void kill(int pid) {
		call(this.kill, pid, SIGKILL);
	}

	/**
	 * End the child without running anything that was registered to run.
	 */
	void exit() {
		call(this.exit, 0);
	}

	private int call(Object function, Object... arguments) {
		try {
			return (int) this.invokeInt.invoke(function, (Object) arguments);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
