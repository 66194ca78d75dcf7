package io.github.jdbcguard.web;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Tells the session of a request which handler Spring MVC has found: the session is
 * called by it, goes with the handler's callables into their threads, and takes back what
 * the handler has answered where the commit of its work fails. Safe for use by any
 * thread.
 */
public class SessionHandlers implements HandlerInterceptor {

	private final Map<Handler, String> handlers = new ConcurrentHashMap<>();

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		RequestSession session = RequestSession.of(request);
		if (session == null) {
			return true;
		}
		HandlerMethod method = (handler instanceof HandlerMethod found) ? found : null;
		if (method != null) {
			WebAsyncUtils.getAsyncManager(request)
				.registerCallableInterceptor(RequestSession.ATTRIBUTE, session.callable());
		}
		if (!session.isHandled()) {
			session.handledBy(name(request, method), response);
		}
		return true;
	}

	private @Nullable String name(HttpServletRequest request, @Nullable HandlerMethod handler) {
		String name = RequestName.ofHandler(request);
		return (name != null && handler != null) ? name + describe(handler) : name;
	}

	private String describe(HandlerMethod handler) {
		return this.handlers.computeIfAbsent(new Handler(handler.getBeanType(), handler.getMethod()),
				(key) -> " (" + ClassUtils.getShortName(key.type()) + "." + key.method().getName() + ")");
	}

	/**
	 * Controllers may share a method that they inherit.
	 *
	 * @param type the class of the controller
	 * @param method the method
	 */
	private record Handler(Class<?> type, Method method) {

	}

}
