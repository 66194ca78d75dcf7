package io.github.jdbcguard.web;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

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

import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/**
 * The session of a request, and the threads that are in it: one dispatch after the other,
 * and between them a callable. It ends when the container is done with the request. A
 * callable that has outlasted its time keeps the session to itself until it returns, and
 * what it has done is rolled back; what the container does meanwhile gets another.
 * Thread-safe.
 */
final class RequestSession implements AsyncListener, CallableProcessingInterceptor {

	static final String ATTRIBUTE = RequestSession.class.getName();

	private final SessionScope scope;

	private final RequestWork work;

	private final AtomicReference<Guest> guest = new AtomicReference<>(Guest.NONE);

	private volatile @Nullable HttpServletResponse response;

	private volatile @Nullable Thread dispatching;

	private volatile boolean handled;

	private volatile boolean async;

	private volatile @Nullable Attachment stayOfDispatch;

	private volatile @Nullable Attachment stayOfCallable;

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
		if (this.guest.compareAndSet(Guest.INSIDE, Guest.LATE)) {
			this.work.fail();
		}
		return this.guest.get() == Guest.LATE;
	}

	/**
	 * Begin a dispatch in the current thread.
	 * @return what the chain is to write into
	 */
	HttpServletResponse enter(HttpServletResponse response) {
		HttpServletResponse watched = this.work.isCommitted ? SessionResponse.watch(response, this) : response;
		if (this.response == null) {
			this.work.keepHeaders(response);
		}
		this.response = watched;
		this.async = false;
		this.stayOfDispatch = this.scope.attach();
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
				this.work.throwWhatWasSwallowed(response(), response().getStatus());
			}
			else {
				this.work.fail();
			}
		}
		finally {
			this.dispatching = null;
			Objects.requireNonNull(this.stayOfDispatch).close();
			if (!this.async) {
				request.removeAttribute(ATTRIBUTE);
				end();
			}
		}
	}

	private HttpServletResponse response() {
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
		this.guest.compareAndSet(Guest.INSIDE, Guest.NONE);
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

	@Override
	public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
		this.guest.set(Guest.INSIDE);
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		this.stayOfCallable = this.scope.attach();
	}

	/**
	 * What a commit fails with becomes the result.
	 */
	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
		try {
			if (result instanceof Throwable) {
				this.work.fail();
			}
			if (result instanceof Throwable || this.guest.get() == Guest.LATE) {
				return;
			}
			int status = statusOf(result);
			this.work.finish(response(), status);
			this.work.throwWhatWasSwallowed(response(), status);
		}
		finally {
			Objects.requireNonNull(this.stayOfCallable).close();
			if (!this.guest.compareAndSet(Guest.INSIDE, Guest.NONE)) {
				this.scope.close();
			}
		}
	}

	/**
	 * The status that the answer will have: it is made of the result in another thread.
	 */
	private int statusOf(@Nullable Object result) {
		if (result instanceof ResponseEntity<?> entity) {
			return entity.getStatusCode().value();
		}
		return (result instanceof ErrorResponse error) ? error.getStatusCode().value() : response().getStatus();
	}

	/**
	 * A callable that the request was left to.
	 */
	private enum Guest {

		/** There is none. */
		NONE,

		/** It is about to begin, or is in the session. */
		INSIDE,

		/** It is in the session, and the request goes on without it. */
		LATE

	}

}
