package io.github.jdbcguard.session;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What is said of failures. Never more than the first line: drivers add details in
 * further ones, which may hold values of the application's data.
 */
final class Words {

	private Words() {
	}

	/**
	 * What the root of a failure says.
	 */
	static String of(Throwable failure) {
		Throwable root = failure;
		for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
			root = Objects.requireNonNull(root.getCause());
		}
		String message = root.getMessage();
		String first = (message != null) ? message.lines().findFirst().orElse("").strip() : "";
		return first.isEmpty() ? root.getClass().getSimpleName() : first;
	}

	static String quoted(@Nullable String name) {
		return (name != null && !name.isEmpty()) ? "'" + name + "'" : "without a name";
	}

}
