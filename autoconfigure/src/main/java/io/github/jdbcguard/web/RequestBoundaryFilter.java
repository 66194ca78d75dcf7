package io.github.jdbcguard.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes each request a boundary of the connections that are taken in it, from its first
 * dispatch to its end: that of the first dispatch, or where that has started asynchronous
 * processing, the completion of it. Dispatches that follow, and the threads of Spring
 * MVC's callables, are in the same boundary; forwards and includes are in it already. An
 * error page that the container asks for after the request has ended is a boundary of its
 * own.
 * <p>
 * Belongs before every filter that may take a connection. Safe for use by any thread.
 */
public class RequestBoundaryFilter extends OncePerRequestFilter {

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		RequestInProgress progress = RequestInProgress.of(request);
		if (progress != null && progress.enter()) {
			try {
				chain.doFilter(request, response);
			}
			finally {
				progress.leave();
			}
			return;
		}
		progress = RequestInProgress.begin(request);
		try {
			chain.doFilter(request, response);
		}
		finally {
			progress.endOfFirstDispatch(request);
		}
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

}
