package io.github.jdbcguard.web;

import java.util.Objects;

import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.SessionScope.Attachment;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The session of a request, and the threads that are in it: one dispatch after the other,
 * and between them a callable. It ends when the container is done with the request. A
 * callable that has outlasted its time keeps the session to itself until it returns, and
 * what it has done is rolled back; what the container does meanwhile gets another.
 * Thread-safe.
 */
final class RequestSession implements AsyncListener {

	static final String ATTRIBUTE = RequestSession.class.getName();

	private final SessionScope scope;

	private final RequestWork work;

	private volatile @Nullable SessionInCallable callable;

	private volatile @Nullable HttpServletResponse response;

	private volatile @Nullable Thread dispatching;

	private volatile boolean handled;

	private volatile boolean async;

	private volatile @Nullable Attachment stay;

	RequestSession(SessionScope scope, OnCompletion onCompletion) {
		this.scope = scope;
		this.work = new RequestWork(scope, onCompletion);
	}

	/**
	 * The session of a request, {@code null} where it has none yet, or has ended.
	 */
	static @Nullable RequestSession of(ServletRequest request) {
		return (RequestSession) request.getAttribute(ATTRIBUTE);
	}

	String name() {
		return this.scope.name();
	}

	/**
	 * Whether the current thread comes from inside: a forward, an include.
	 */
	boolean isBeingDispatched() {
		return this.dispatching == Thread.currentThread();
	}

	/**
	 * The request goes on: a callable that is in the session still is too late.
	 * @return whether there is one, and the session is no longer the request's
	 */
	boolean leaveToCallable() {
		SessionInCallable callable = this.callable;
		return callable != null && callable.isLate();
	}

	/**
	 * What goes with the handler's callables into their threads.
	 */
	SessionInCallable callable() {
		SessionInCallable callable = this.callable;
		if (callable == null) {
			callable = new SessionInCallable(this.scope, this.work, this);
			this.callable = callable;
		}
		return callable;
	}

	/**
	 * Begin a dispatch in the current thread.
	 * @return what the chain is to write into
	 */
	HttpServletResponse enter(HttpServletResponse response) {
		HttpServletResponse watched = this.work.isCommitted
				? SessionResponse.watch(response, this, this.response != null) : response;
		if (this.response == null) {
			this.work.keepHeaders(response);
		}
		this.response = watched;
		this.async = false;
		this.stay = this.scope.attach();
		this.dispatching = Thread.currentThread();
		return watched;
	}

	/**
	 * End a dispatch.
	 * @param clean whether no exception has come out of it
	 */
	void leave(HttpServletRequest request, boolean clean) {
		try {
			if (clean) {
				finish();
				if (!this.async) {
					// Else it may be what a callable has failed with in this moment,
					// whose
					// result it becomes
					this.work.throwWhatWasSwallowed(response(), response().getStatus());
				}
			}
			else {
				this.work.fail();
			}
		}
		finally {
			this.dispatching = null;
			Objects.requireNonNull(this.stay).close();
			if (!this.async) {
				request.removeAttribute(ATTRIBUTE);
				end();
			}
		}
	}

	HttpServletResponse response() {
		return Objects.requireNonNull(this.response);
	}

	boolean isHandled() {
		return this.handled;
	}

	/**
	 * The first handler counts: others are forwards, includes and error pages.
	 * @param name what the session is called from now on, {@code null} where the handler
	 * says nothing
	 */
	void handledBy(@Nullable String name, HttpServletResponse response) {
		this.handled = true;
		this.work.keepHeaders(response);
		if (name != null) {
			this.scope.rename(name);
		}
	}

	/**
	 * An exception has left a handler. Whoever answers it finds the session usable, but
	 * in the middle of another handler, which may still commit: that must not be half of
	 * its work.
	 */
	void handlerFailed(DispatcherType dispatcherType) {
		this.work.fail();
		this.work.told();
		if (dispatcherType != DispatcherType.INCLUDE && dispatcherType != DispatcherType.FORWARD) {
			this.scope.rollback();
		}
	}

	void finishBeforeAnswer(HttpServletResponse response, int status) {
		this.work.finishBeforeAnswer(response, status);
	}

	boolean isTakenBack(HttpServletResponse response, int status) {
		return this.work.isTakenBack(response, status);
	}

	/**
	 * A forward has returned: the container is about to answer.
	 */
	void responseIsReady() {
		if (!this.async && !response().isCommitted()) {
			finishBeforeAnswer(response(), response().getStatus());
		}
	}

	/**
	 * Finish what the current thread has open, unless that is in the middle of something:
	 * then it is finished at the end of the dispatch.
	 */
	void finishBeforeAsync() {
		if (!this.scope.isBusy()) {
			finish();
		}
	}

	private void finish() {
		this.work.finish(response(), response().getStatus());
	}

	void asyncStarted(AsyncContext context) {
		context.addListener(this);
		this.async = true;
	}

	void asyncNotStarted() {
		SessionInCallable callable = this.callable;
		if (callable != null) {
			callable.notStarted();
		}
	}

	private void end() {
		if (!leaveToCallable()) {
			this.scope.close();
		}
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// Whoever starts it adds the session again
	}

	@Override
	public void onComplete(AsyncEvent event) {
		end();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		leaveToCallable();
	}

	@Override
	public void onError(AsyncEvent event) {
		leaveToCallable();
	}

}
