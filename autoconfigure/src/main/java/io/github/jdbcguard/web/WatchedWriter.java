package io.github.jdbcguard.web;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Tells the response before something is written that may commit it. What it is told is
 * never less than what the characters become.
 */
final class WatchedWriter extends PrintWriter {

	private static final int ASCII = 0x80;

	/** The longest end of a line. */
	private static final int END_OF_LINE = 2;

	private final PrintWriter writer;

	private final SessionResponse response;

	private final int bytesOfAscii;

	private final int bytesOfOthers;

	WatchedWriter(PrintWriter writer, SessionResponse response, Charset charset) {
		super(writer);
		this.writer = writer;
		this.response = response;
		this.bytesOfOthers = (int) Math.ceil(charset.newEncoder().maxBytesPerChar());
		this.bytesOfAscii = ("a".getBytes(charset).length == 1) ? 1 : this.bytesOfOthers;
	}

	private int bytes(int character) {
		return (character < ASCII) ? this.bytesOfAscii : this.bytesOfOthers;
	}

	@Override
	public void write(int character) {
		this.response.writing(bytes(character));
		this.writer.write(character);
	}

	@Override
	public void write(char[] characters, int offset, int length) {
		long bytes = 0;
		for (int i = offset; i < offset + length; i++) {
			bytes += bytes(characters[i]);
		}
		this.response.writing(bytes);
		this.writer.write(characters, offset, length);
	}

	@Override
	public void write(String text, int offset, int length) {
		long bytes = 0;
		for (int i = offset; i < offset + length; i++) {
			bytes += bytes(text.charAt(i));
		}
		this.response.writing(bytes);
		this.writer.write(text, offset, length);
	}

	/**
	 * The container has its own end of a line.
	 */
	@Override
	public void println() {
		this.response.writing((long) END_OF_LINE * this.bytesOfAscii);
		this.writer.println();
	}

	@Override
	public void flush() {
		this.response.leaving();
		this.writer.flush();
	}

	/**
	 * Nothing where the answer was taken back: the container would send it, empty.
	 */
	@Override
	public void close() {
		if (!this.response.isTakenBack()) {
			this.response.leaving();
			this.writer.close();
		}
	}

	@Override
	public boolean checkError() {
		this.response.leaving();
		return this.writer.checkError();
	}

}
