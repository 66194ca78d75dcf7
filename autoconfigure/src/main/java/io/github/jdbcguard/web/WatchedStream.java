package io.github.jdbcguard.web;

import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * Tells the response before something is written that may commit it.
 */
final class WatchedStream extends ServletOutputStream {

	private final ServletOutputStream stream;

	private final SessionResponse response;

	WatchedStream(ServletOutputStream stream, SessionResponse response) {
		this.stream = stream;
		this.response = response;
	}

	@Override
	public void write(int value) throws IOException {
		this.response.writing(1);
		this.stream.write(value);
	}

	@Override
	public void write(byte[] bytes) throws IOException {
		this.response.writing(bytes.length);
		this.stream.write(bytes);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.response.writing(length);
		this.stream.write(bytes, offset, length);
	}

	@Override
	public void write(ByteBuffer buffer) throws IOException {
		this.response.writing(buffer.remaining());
		this.stream.write(buffer);
	}

	@Override
	public void flush() throws IOException {
		this.response.leaving();
		this.stream.flush();
	}

	/**
	 * Nothing where the answer was taken back: the container would send it, empty.
	 */
	@Override
	public void close() throws IOException {
		if (!this.response.isTakenBack()) {
			this.response.leaving();
			this.stream.close();
		}
	}

	@Override
	public boolean isReady() {
		return this.stream.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.stream.setWriteListener(listener);
	}

}
