package io.github.jdbcguard.web;

import java.io.IOException;
import java.util.EnumSet;

import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Gives each request a session of its own, SQLAlchemy's {@code scoped_session} that a web
 * framework removes at the end of each request. What the session has open is finished in
 * the thread that began it: at the end of each dispatch, before the request becomes
 * asynchronous, and at the end of each callable of Spring MVC. Where open work is
 * committed, it is committed before the answer leaves, so that a commit that fails
 * becomes an error of the request: an exception that the handler or the chain throws,
 * after the answer was taken back.
 * <p>
 * To be registered for all {@linkplain #dispatches() kinds of dispatches that it needs},
 * with support for asynchronous requests, inside of a {@link RequestBoundaryFilter} and
 * before every filter that uses sessions. Belongs together with {@link SessionHandlers}
 * and {@link NotedExceptions}. Safe for use by any thread.
 */
public class SessionFilter implements Filter {

	private final SessionRegistry registry;

	private final OnCompletion onCompletion;

	private final SessionMode mode;

	/**
	 * Create a filter.
	 * @param registry knows which scope each thread is in
	 * @param onCompletion what happens to what is open where a request ends well, that
	 * is: no exception has left a handler or the chain, answered or not, and the status
	 * is below 400
	 * @param mode what the first statement of a session does
	 */
	public SessionFilter(SessionRegistry registry, OnCompletion onCompletion, SessionMode mode) {
		this.registry = registry;
		this.onCompletion = onCompletion;
		this.mode = mode;
	}

	/**
	 * What it has to be registered for: requests, what follows of asynchronous ones,
	 * error pages, and forwards, which the container answers as soon as they return.
	 * @return the dispatches, a new set
	 */
	public static EnumSet<DispatcherType> dispatches() {
		return EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD);
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		RequestSession session = RequestSession.of(request);
		if (session != null && session.isBeingDispatched()) {
			chain.doFilter(request, response);
			if (request.getDispatcherType() == DispatcherType.FORWARD) {
				session.responseIsReady();
			}
			return;
		}
		RequestSession next = (session != null && !session.leaveToCallable()) ? session
				: begin(request, (session != null) ? session.name() : RequestName.of((HttpServletRequest) request));
		dispatch(next, (HttpServletRequest) request, (HttpServletResponse) response, chain);
	}

	private RequestSession begin(ServletRequest request, String name) {
		RequestSession session = new RequestSession(this.registry.create(name, this.onCompletion, this.mode),
				this.onCompletion);
		request.setAttribute(RequestSession.ATTRIBUTE, session);
		return session;
	}

	private static void dispatch(RequestSession session, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		HttpServletRequest watchedRequest = SessionRequest.watch(request, session);
		HttpServletResponse watchedResponse = session.enter(response);
		boolean clean = false;
		try {
			chain.doFilter(watchedRequest, watchedResponse);
			clean = true;
		}
		finally {
			session.leave(request, clean);
		}
	}

}
