package io.github.jdbcguard.web;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.SessionScope.Attachment;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes the session of a request into the thread of a callable, and finishes there what
 * was begun there. Thread-safe.
 */
final class SessionInCallable implements CallableProcessingInterceptor {

	private final SessionScope scope;

	private final RequestWork work;

	private final RequestSession session;

	private final AtomicReference<State> state = new AtomicReference<>(State.NONE);

	private volatile @Nullable Attachment stay;

	SessionInCallable(SessionScope scope, RequestWork work, RequestSession session) {
		this.scope = scope;
		this.work = work;
		this.session = session;
	}

	/**
	 * The request goes on: where a callable is in the session still, nobody wants its
	 * work any more.
	 */
	boolean isLate() {
		if (this.state.compareAndSet(State.INSIDE, State.LATE)) {
			this.work.fail();
		}
		return this.state.get() == State.LATE;
	}

	/**
	 * What was to begin does not.
	 */
	void notStarted() {
		this.state.compareAndSet(State.INSIDE, State.NONE);
	}

	@Override
	public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
		this.state.set(State.INSIDE);
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		this.stay = this.scope.attach();
	}

	/**
	 * What a commit fails with becomes the result. A callable that is late must not touch
	 * the response, which may be that of another request by now.
	 */
	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
		try {
			if (result instanceof Throwable) {
				this.work.fail();
			}
			else if (this.state.get() != State.LATE) {
				int status = statusOf(result);
				this.work.finish(this.session.response(), status, () -> this.state.get() != State.LATE);
				this.work.throwWhatWasSwallowed(this.session.response(), status);
			}
		}
		finally {
			Objects.requireNonNull(this.stay).close();
			if (!this.state.compareAndSet(State.INSIDE, State.NONE)) {
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
		if (result instanceof ErrorResponse error) {
			return error.getStatusCode().value();
		}
		if (result instanceof ProblemDetail problem) {
			return problem.getStatus();
		}
		HttpStatusCode status = (result instanceof ModelAndView view) ? view.getStatus() : null;
		return (status != null) ? status.value() : this.session.response().getStatus();
	}

	/**
	 * Where the callable is.
	 */
	private enum State {

		/** There is none. */
		NONE,

		/** It is about to begin, or is in the session. */
		INSIDE,

		/** It is in the session, and the request goes on without it. */
		LATE

	}

}
