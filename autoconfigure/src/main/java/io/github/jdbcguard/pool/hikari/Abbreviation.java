package io.github.jdbcguard.pool.hikari;

import java.nio.charset.StandardCharsets;

/**
 * Shortens names in the middle: threads differ in their last characters, and what they
 * are for is said by the first.
 */
final class Abbreviation {

	private static final String ELLIPSIS = "…";

	private Abbreviation() {
	}

	/**
	 * How much room a text takes.
	 * @param text the text
	 * @return the number of bytes in UTF-8
	 */
	static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	/**
	 * Shorten a name where it is too long.
	 * @param name the name
	 * @param limit the number of bytes that it may take in UTF-8
	 * @return the name, never cut within a character
	 */
	static String of(String name, int limit) {
		if (bytes(name) <= limit) {
			return name;
		}
		int room = limit - bytes(ELLIPSIS);
		int head = 0;
		int tail = name.length();
		boolean front = true;
		while (head < tail) {
			int character = front ? name.codePointAt(head) : name.codePointBefore(tail);
			room -= bytes(Character.toString(character));
			if (room < 0) {
				break;
			}
			if (front) {
				head += Character.charCount(character);
			}
			else {
				tail -= Character.charCount(character);
			}
			front = !front;
		}
		return name.substring(0, head) + ELLIPSIS + name.substring(tail);
	}

}
