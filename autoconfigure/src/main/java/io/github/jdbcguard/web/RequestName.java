package io.github.jdbcguard.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerMapping;

/**
 * What a request is called in messages: its method and path. Never its parameters, its
 * query, or what stands behind a semicolon in its path, session ids among them.
 */
final class RequestName {

	private static final int MAX_LENGTH = 100;

	/**
	 * Says less than the path itself: that of static resources, and of what is not found.
	 */
	private static final String ANYTHING = "/**";

	private RequestName() {
	}

	/**
	 * The name of a request whose handler is not known yet: of its path only the
	 * beginning, for the rest may be a token that nobody should read in a log.
	 */
	static String of(HttpServletRequest request) {
		String info = request.getPathInfo();
		String path = (info != null) ? request.getServletPath() + info : request.getServletPath();
		int second = path.indexOf('/', 1);
		return of(request.getMethod(), (second > 0) ? path.substring(0, second) + "/.." : path);
	}

	/**
	 * The name of a request by its handler, once Spring MVC has found that.
	 * @return the name, {@code null} where the pattern of the handler's path says nothing
	 */
	static @Nullable String ofHandler(HttpServletRequest request) {
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		return (pattern != null && !pattern.equals(ANYTHING)) ? of(request.getMethod(), pattern.toString()) : null;
	}

	static String of(String method, String path) {
		String name = method + " " + path;
		return (name.length() <= MAX_LENGTH && isPrintable(name)) ? name : abridge(name);
	}

	private static boolean isPrintable(String name) {
		// For each request: a stream would cost more than all the rest
		for (int i = 0; i < name.length(); i++) {
			if (name.charAt(i) < ' ' || name.charAt(i) >= 127) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Without what would break a line of a log, or turn it around.
	 */
	private static String abridge(String name) {
		StringBuilder printable = new StringBuilder(MAX_LENGTH);
		name.codePoints().filter(RequestName::isPrintable).limit(MAX_LENGTH).forEach(printable::appendCodePoint);
		return printable.toString();
	}

	private static boolean isPrintable(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
				false;
			default -> true;
		};
	}

}
