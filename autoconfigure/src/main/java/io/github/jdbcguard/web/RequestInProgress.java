package io.github.jdbcguard.web;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.boundary.RequestBoundary;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * A request and the threads that are in it. Its boundary ends when the container is done
 * with the request and no thread is in it any more: a callable that has outlasted the
 * request's timeout still has its connection by right. Thread-safe.
 */
final class RequestInProgress implements AsyncListener, CallableProcessingInterceptor {

	private static final String ATTRIBUTE = RequestInProgress.class.getName();

	private final RequestBoundary boundary;

	/** The request itself, until the container is done with it, and each thread. */
	private final AtomicInteger parties = new AtomicInteger(2);

	private final AtomicBoolean completed = new AtomicBoolean();

	private volatile boolean named;

	private RequestInProgress(RequestBoundary boundary) {
		this.boundary = boundary;
	}

	/**
	 * Begin a request in the current thread.
	 */
	static RequestInProgress begin(HttpServletRequest request) {
		RequestInProgress progress = new RequestInProgress(RequestBoundary.begin(RequestName.of(request)));
		request.setAttribute(ATTRIBUTE, progress);
		WebAsyncUtils.getAsyncManager(request).registerCallableInterceptor(ATTRIBUTE, progress);
		return progress;
	}

	/**
	 * The request, {@code null} where it has not begun or has ended.
	 */
	static @Nullable RequestInProgress of(ServletRequest request) {
		return (RequestInProgress) request.getAttribute(ATTRIBUTE);
	}

	/**
	 * Go on in the current thread.
	 * @return whether the request goes on
	 */
	boolean enter() {
		int parties = this.parties.getAndUpdate((count) -> (count > 0) ? count + 1 : 0);
		if (parties == 0) {
			return false;
		}
		this.boundary.enter();
		return true;
	}

	void leave() {
		this.boundary.leave();
		depart();
	}

	void endOfFirstDispatch(HttpServletRequest request) {
		if (!listenTo(request)) {
			request.removeAttribute(ATTRIBUTE);
			complete();
		}
		leave();
	}

	/**
	 * Have the container say when it is done with the request.
	 * @return whether it will, which it does only of one that has been made asynchronous
	 */
	private boolean listenTo(HttpServletRequest request) {
		if (!request.isAsyncStarted()) {
			return false;
		}
		try {
			request.getAsyncContext().addListener(this);
			return true;
		}
		catch (IllegalStateException ex) {
			// Another thread has completed it in this moment
			return false;
		}
	}

	private void complete() {
		if (this.completed.compareAndSet(false, true)) {
			depart();
		}
	}

	private void depart() {
		if (this.parties.decrementAndGet() == 0) {
			this.boundary.end();
		}
	}

	/**
	 * Call the request by the pattern of its handler's path, which has nothing in it that
	 * a user has sent. The first handler counts: others are forwards and error pages.
	 */
	void handledBy(String name) {
		if (!this.named) {
			this.named = true;
			this.boundary.rename(name);
		}
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// A dispatch makes the request asynchronous again, and the container forgets its
		// listeners
		event.getAsyncContext().addListener(this);
	}

	@Override
	public void onComplete(AsyncEvent event) {
		complete();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// Completion follows
	}

	@Override
	public void onError(AsyncEvent event) {
		// Completion follows
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		enter();
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
		leave();
	}

}
