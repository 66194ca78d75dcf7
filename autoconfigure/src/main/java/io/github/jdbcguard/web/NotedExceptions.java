package io.github.jdbcguard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Notes that an exception has left a handler, and resolves nothing: whatever another
 * resolver makes of it, what the session has open is rolled back. Safe for use by any
 * thread.
 */
public class NotedExceptions implements HandlerExceptionResolver, Ordered {

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception exception) {
		RequestSession session = RequestSession.of(request);
		if (session != null) {
			session.handlerFailed(request.getDispatcherType());
		}
		return null;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
