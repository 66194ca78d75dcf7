package io.github.jdbcguard.autoconfigure.session;

import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of sessions. Immutable.
 *
 * @param enabled Whether there are sessions and transactional scopes.
 * @param onCompletion What happens to work that is still open when a request ends well.
 * @param web Sessions of web requests.
 */
public record SessionProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("rollback") OnCompletion onCompletion, @DefaultValue Web web) {

	/**
	 * Inside of Spring Session's filter, which is ten before: that one stores when the
	 * answer begins, on a connection of its own, and the work of the request is finished
	 * by then. Before Spring Security.
	 */
	static final String DEFAULT_ORDER = "-2147483588";

	/**
	 * Sessions of web requests.
	 *
	 * @param enabled Whether each servlet request has a session.
	 * @param order Order of the servlet filter. By default after Spring Session, before
	 * Spring Security.
	 * @param transaction What the first statement of a request's session does where no
	 * transaction is open.
	 */
	public record Web(@DefaultValue("true") boolean enabled, @DefaultValue(DEFAULT_ORDER) int order,
			@DefaultValue("auto") SessionMode transaction) {

	}

}
