package io.github.jdbcguard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Calls each request by the pattern of its handler's path as soon as Spring MVC has found
 * that handler. Safe for use by any thread.
 */
public class HandlerNames implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		RequestInProgress progress = RequestInProgress.of(request);
		String name = (progress != null) ? RequestName.ofHandler(request) : null;
		if (progress != null && name != null) {
			progress.handledBy(name);
		}
		return true;
	}

}
