package io.github.jdbcguard.session.spring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.util.ReflectionUtils;

/**
 * Enters the session that is in scope, once for each operation of a template. A proxy of
 * the interface and no template itself: Spring's client copies settings and DataSource of
 * a template for a statement with a fetch size of its own, and such a copy would know
 * nothing of sessions. Thread-safe.
 */
final class SessionOperations implements InvocationHandler {

	private final SessionSource source;

	private final JdbcTemplate template;

	private SessionOperations(SessionSource source, JdbcTemplate template) {
		this.source = source;
		this.template = template;
	}

	/**
	 * Create operations in the session that is in scope.
	 * @param source the source of the session
	 * @param template what does the work; its operations call each other, and not these
	 */
	static JdbcOperations create(SessionSource source, JdbcTemplate template) {
		return (JdbcOperations) Proxy.newProxyInstance(JdbcOperations.class.getClassLoader(),
				new Class<?>[] { JdbcOperations.class }, new SessionOperations(source, template));
	}

	/**
	 * Create a template which tells the session of each statement that fails, and does
	 * not enter it.
	 * @param source the source of the session
	 * @param model the template whose settings it takes over
	 */
	static JdbcTemplate template(SessionSource source, JdbcTemplate model) {
		JdbcTemplate template = new JdbcTemplate(source.dataSource());
		SQLExceptionTranslator translator = model.getExceptionTranslator();
		// Copies of the template have it too
		template.setExceptionTranslator((task, sql, failure) -> {
			source.failed(failure);
			return translator.translate(task, sql, failure);
		});
		template.setIgnoreWarnings(model.isIgnoreWarnings());
		template.setFetchSize(model.getFetchSize());
		template.setMaxRows(model.getMaxRows());
		template.setQueryTimeout(model.getQueryTimeout());
		template.setSkipResultsProcessing(model.isSkipResultsProcessing());
		template.setSkipUndeclaredResults(model.isSkipUndeclaredResults());
		template.setResultsMapCaseInsensitive(model.isResultsMapCaseInsensitive());
		return template;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
		String call = method.getName();
		if (method.getDeclaringClass() == Object.class) {
			return switch (call) {
				case "equals" -> arguments != null && proxy == arguments[0];
				case "hashCode" -> System.identityHashCode(proxy);
				default -> "operations in the " + this.source.session();
			};
		}
		ScopedSession session = this.source.current(call);
		return (method.getReturnType() == Stream.class)
				? session.stream(call, () -> (Stream<?>) operate(method, arguments))
				: session.work(call, () -> operate(method, arguments));
	}

	private @Nullable Object operate(Method method, @Nullable Object @Nullable [] arguments) {
		return (arguments != null) ? ReflectionUtils.invokeMethod(method, this.template, arguments)
				: ReflectionUtils.invokeMethod(method, this.template);
	}

}
