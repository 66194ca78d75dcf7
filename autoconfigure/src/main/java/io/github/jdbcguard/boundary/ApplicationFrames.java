package io.github.jdbcguard.boundary;

import java.security.CodeSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Finds the application's own frame on a stack: the first outside of the JDK, Spring, the
 * driver, the pool, the common libraries between them, and jdbc-guard.
 * <p>
 * What belongs to jdbc-guard is told by where it was loaded from and not by its name
 * alone: its sample and its tests are applications. Thread-safe.
 */
final class ApplicationFrames {

	private static final String OWN = "io.github.jdbcguard.";

	private static final String[] LIBRARIES = { "java.", "javax.", "jdk.", "sun.", "com.sun.", "jakarta.",
			"org.springframework.", "org.postgresql.", "org.mariadb.", "com.mysql.", "org.h2.", "org.hsqldb.",
			"oracle.", "com.microsoft.sqlserver.", "com.ibm.db2.", "com.zaxxer.hikari.", "org.hibernate.",
			"org.eclipse.persistence.", "org.apache.tomcat.", "org.apache.catalina.", "org.apache.coyote.",
			"org.apache.commons.", "org.apache.ibatis.", "org.apache.logging.", "org.eclipse.jetty.", "io.undertow.",
			"io.netty.", "reactor.", "org.jooq.", "org.mybatis.", "org.jdbi.", "com.querydsl.", "org.quartz.",
			"com.github.kagkarlsson.", "org.flywaydb.", "liquibase.", "io.micrometer.", "org.aspectj.",
			"org.aopalliance.", "net.bytebuddy.", "ch.qos.", "org.slf4j.", "kotlin.", "kotlinx.", "groovy.", "scala.",
			"org.codehaus.groovy." };

	private static final String[] GENERATED = { "$$SpringCGLIB$$", "$$EnhancerBy", "$$FastClassBy", "$Proxy",
			"$HibernateProxy" };

	/**
	 * Below these nothing says what a thread waits for.
	 */
	private static final String[] DEPTHS = { "jdk.", "sun.", "java.lang.VirtualThread" };

	private static final @Nullable Object HOME = home(ApplicationFrames.class);

	private static final StackWalker WALKER = StackWalker.getInstance();

	/**
	 * Grows to the number of classes of this project at most.
	 */
	private static final Map<String, Boolean> own = new ConcurrentHashMap<>();

	private ApplicationFrames() {
	}

	/**
	 * The application's frame of the current thread.
	 * @return the frame, {@code null} where there is none
	 */
	static @Nullable StackTraceElement ofCurrentThread() {
		return WALKER.walk((frames) -> frames.filter((frame) -> isApplication(frame.getClassName()))
			.findFirst()
			.map(StackWalker.StackFrame::toStackTraceElement)
			.orElse(null));
	}

	/**
	 * The application's frame on a stack.
	 * @param stack the stack, innermost call first
	 * @return the frame, {@code null} where there is none
	 */
	static @Nullable StackTraceElement of(StackTraceElement[] stack) {
		for (StackTraceElement frame : stack) {
			if (isApplication(frame.getClassName())) {
				// Without the class loader, which is written before the class otherwise
				return new StackTraceElement(frame.getClassName(), frame.getMethodName(), frame.getFileName(),
						frame.getLineNumber());
			}
		}
		return null;
	}

	/**
	 * The call that a thread sits in, in words that a reader knows.
	 * @param stack the stack, innermost call first
	 * @return class and method, {@code null} where the stack is empty
	 */
	static @Nullable String call(StackTraceElement[] stack) {
		for (StackTraceElement frame : stack) {
			if (!startsWithAny(frame.getClassName(), DEPTHS)) {
				return frame.getClassName() + "." + frame.getMethodName();
			}
		}
		return null;
	}

	static boolean isApplication(String className) {
		if (className.startsWith(OWN)) {
			return !own.computeIfAbsent(className, ApplicationFrames::isOwn);
		}
		return !startsWithAny(className, LIBRARIES) && Arrays.stream(GENERATED).noneMatch(className::contains);
	}

	private static boolean startsWithAny(String className, String[] prefixes) {
		for (String prefix : prefixes) {
			if (className.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOwn(String className) {
		try {
			return Objects.equals(home(Class.forName(className, false, ApplicationFrames.class.getClassLoader())),
					HOME);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return true;
		}
	}

	private static @Nullable Object home(Class<?> type) {
		CodeSource source = type.getProtectionDomain().getCodeSource();
		// As text: the equality of URLs looks up their hosts
		return (source != null && source.getLocation() != null) ? source.getLocation().toExternalForm() : null;
	}

}
