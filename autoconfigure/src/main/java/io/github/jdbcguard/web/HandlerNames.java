package io.github.jdbcguard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Calls each request by the pattern of its handler's path as soon as Spring MVC has found
 * that handler. Safe for use by any thread.
 */
public class HandlerNames implements HandlerInterceptor {

	/**
	 * Says less than the path itself: that of static resources, and of what is not found.
	 */
	private static final String ANYTHING = "/**";

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		RequestInProgress progress = RequestInProgress.of(request);
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (progress != null && pattern != null && !pattern.equals(ANYTHING)) {
			progress.handledBy(request, pattern);
		}
		return true;
	}

}
