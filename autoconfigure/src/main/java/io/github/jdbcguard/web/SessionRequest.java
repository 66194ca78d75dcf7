package io.github.jdbcguard.web;

import java.util.function.Supplier;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * Finishes the session's work before the request becomes asynchronous: a request that
 * waits must not hold a connection, and a commit that fails now is still an exception of
 * the handler.
 */
final class SessionRequest extends HttpServletRequestWrapper {

	private final RequestSession session;

	private SessionRequest(HttpServletRequest request, RequestSession session) {
		super(request);
		this.session = session;
	}

	/**
	 * A dispatch of an asynchronous request may come with what the request was made
	 * asynchronous with.
	 */
	static HttpServletRequest watch(HttpServletRequest request, RequestSession session) {
		SessionRequest watched = WebUtils.getNativeRequest(request, SessionRequest.class);
		return (watched != null && watched.session == session) ? request : new SessionRequest(request, session);
	}

	@Override
	public AsyncContext startAsync() {
		return start(super::startAsync);
	}

	@Override
	public AsyncContext startAsync(ServletRequest request, @Nullable ServletResponse response) {
		return start(() -> super.startAsync(request, response));
	}

	private AsyncContext start(Supplier<AsyncContext> start) {
		boolean started = false;
		try {
			this.session.finishBeforeAsync();
			AsyncContext context = start.get();
			this.session.asyncStarted(context);
			started = true;
			return context;
		}
		finally {
			if (!started) {
				this.session.asyncNotStarted();
			}
		}
	}

}
