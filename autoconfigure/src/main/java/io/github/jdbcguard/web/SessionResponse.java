package io.github.jdbcguard.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * Has the session's work finished immediately before the response is committed, by
 * whatever commits it: an answer that is longer than the buffer or as long as announced,
 * a flush, a close, an error, a redirect. Where that fails, what was to commit the
 * response does not happen. An answer that nobody has committed is not its concern.
 * <p>
 * Used by one thread at a time, as every response is.
 */
final class SessionResponse extends HttpServletResponseWrapper {

	private final RequestSession session;

	private @Nullable ServletOutputStream stream;

	private @Nullable PrintWriter writer;

	private long written;

	private long announced;

	private int bufferSize = -1;

	private boolean gone;

	private SessionResponse(HttpServletResponse response, RequestSession session, boolean goesOn) {
		super(response);
		this.session = session;
		// What is in the buffer already is not known
		this.written = goesOn ? Integer.MAX_VALUE : 0;
	}

	/**
	 * A dispatch of an asynchronous request may come with what the request was made
	 * asynchronous with.
	 * @param goesOn whether something may have been written before
	 */
	static HttpServletResponse watch(HttpServletResponse response, RequestSession session, boolean goesOn) {
		SessionResponse watched = WebUtils.getNativeResponse(response, SessionResponse.class);
		return (watched != null && watched.session == session) ? response
				: new SessionResponse(response, session, goesOn);
	}

	/**
	 * Whether a commit has failed, so that what was written is no answer any more.
	 */
	boolean isTakenBack() {
		return !this.gone && this.session.isTakenBack(this, getStatus());
	}

	/**
	 * Something is about to be written, which commits the response where the buffer is
	 * full with it, or the answer complete.
	 */
	void writing(long bytes) {
		if (this.gone) {
			return;
		}
		if (this.bufferSize < 0) {
			this.bufferSize = getBufferSize();
		}
		this.written += bytes;
		if (this.written >= this.bufferSize || (this.announced > 0 && this.written >= this.announced)) {
			leaving();
		}
	}

	/**
	 * The response is about to be committed.
	 */
	void leaving() {
		leaving(getStatus());
	}

	private void leaving(int status) {
		if (this.gone) {
			return;
		}
		if (isCommitted()) {
			this.gone = true;
			return;
		}
		this.session.finishBeforeAnswer(this, status);
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.stream == null) {
			this.stream = new WatchedStream(super.getOutputStream(), this);
		}
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.writer == null) {
			this.writer = new WatchedWriter(super.getWriter(), this, Charset.forName(getCharacterEncoding()));
		}
		return this.writer;
	}

	@Override
	public void flushBuffer() throws IOException {
		leaving();
		super.flushBuffer();
	}

	@Override
	public void sendError(int status) throws IOException {
		leaving(status);
		super.sendError(status);
	}

	@Override
	public void sendError(int status, @Nullable String message) throws IOException {
		leaving(status);
		super.sendError(status, message);
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		leaving(SC_FOUND);
		super.sendRedirect(location);
	}

	@Override
	public void sendRedirect(String location, int status) throws IOException {
		leaving(status);
		super.sendRedirect(location, status);
	}

	@Override
	public void sendRedirect(String location, boolean clearBuffer) throws IOException {
		leaving(SC_FOUND);
		super.sendRedirect(location, clearBuffer);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		leaving(status);
		super.sendRedirect(location, status, clearBuffer);
	}

	@Override
	public void setContentLength(int length) {
		announce(length);
		super.setContentLength(length);
	}

	@Override
	public void setContentLengthLong(long length) {
		announce(length);
		super.setContentLengthLong(length);
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		announce(name, value);
		super.setHeader(name, value);
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		announce(name, value);
		super.addHeader(name, value);
	}

	@Override
	public void setIntHeader(String name, int value) {
		announce(name, String.valueOf(value));
		super.setIntHeader(name, value);
	}

	@Override
	public void addIntHeader(String name, int value) {
		announce(name, String.valueOf(value));
		super.addIntHeader(name, value);
	}

	private void announce(String name, @Nullable String value) {
		if (value != null && HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)) {
			try {
				announce(Long.parseLong(value.trim()));
			}
			catch (NumberFormatException ex) {
				// The container makes of it what it wants
			}
		}
	}

	/**
	 * The length of the answer, which may be given when it was written already.
	 */
	private void announce(long length) {
		this.announced = length;
		if (length > 0 && this.written >= length) {
			leaving();
		}
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.written = 0;
	}

	@Override
	public void reset() {
		super.reset();
		this.written = 0;
		this.announced = 0;
		this.bufferSize = -1;
		this.stream = null;
		this.writer = null;
	}

}
