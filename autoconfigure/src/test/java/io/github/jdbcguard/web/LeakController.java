package io.github.jdbcguard.web;

import java.sql.Connection;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.jdbcguard.pool.Borrower;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Leaks connections.
 */
@RestController
class LeakController implements ErrorController {

	private final Witness witness;

	LeakController(Witness witness) {
		this.witness = witness;
	}

	@GetMapping("/leak/sync/{id}")
	String sync() {
		this.witness.leak();
		return "done";
	}

	@GetMapping("/leak/callable/{id}")
	Callable<String> callable() {
		return this::sync;
	}

	@GetMapping("/leak/stream/{id}")
	StreamingResponseBody stream() {
		return (out) -> {
			this.witness.leak();
			out.write('.');
		};
	}

	@GetMapping("/leak/deferred/{id}")
	DeferredResult<String> deferred() {
		this.witness.leak();
		DeferredResult<String> result = new DeferredResult<>();
		CompletableFuture.runAsync(() -> result.setResult("done"));
		return result;
	}

	/**
	 * Leaks in the thread that answers, when the result has been dispatched.
	 */
	@GetMapping("/leak/bean/{id}")
	Callable<LeaksWhenWritten> bean() {
		return () -> new LeaksWhenWritten(this.witness);
	}

	/**
	 * Leaks when the callable has been started, in the thread that goes back.
	 */
	@GetMapping("/leak/afterwards/{id}")
	WebAsyncTask<String> afterwards() {
		this.witness.leak();
		return new WebAsyncTask<>(() -> "done");
	}

	/**
	 * Makes the request asynchronous a second time, and leaks only then.
	 */
	@GetMapping("/leak/again/{id}")
	@Nullable Object again(HttpServletRequest request) {
		if (request.getAttribute("again") == null) {
			request.setAttribute("again", true);
			CompletableFuture.runAsync(request.startAsync()::dispatch);
			return null;
		}
		return callable();
	}

	@GetMapping("/leak/failing/{id}")
	String failing() {
		this.witness.leak();
		throw new IllegalStateException("on purpose");
	}

	@GetMapping("/leak/failing-callable/{id}")
	Callable<String> failingCallable() {
		return this::failing;
	}

	@GetMapping("/leak/forwarding/{id}")
	void forwarding(HttpServletRequest request, HttpServletResponse response) throws Exception {
		request.getRequestDispatcher("/leak/sync/forwarded").forward(request, response);
	}

	@GetMapping("/slow/{kind}")
	WebAsyncTask<String> slow(@PathVariable String kind) {
		return new WebAsyncTask<>(300L, () -> {
			Connection connection = this.witness.take();
			this.witness.waitUntilTold();
			if (kind.equals("leak")) {
				this.witness.leak(connection);
			}
			else {
				this.witness.giveBack(connection);
			}
			return "too late";
		});
	}

	@RequestMapping("/scope/{id}")
	String scope() {
		return String.valueOf(Borrower.current().scope().name());
	}

	@RequestMapping("/error")
	ResponseEntity<String> error(HttpServletRequest request) {
		if (request.getParameter("leak") != null) {
			this.witness.leak();
		}
		Integer status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		return ResponseEntity.status(HttpStatus.valueOf(status)).body("error");
	}

	/**
	 * Something to answer.
	 */
	static final class LeaksWhenWritten {

		private final Witness witness;

		LeaksWhenWritten(Witness witness) {
			this.witness = witness;
		}

		@JsonValue
		String answer() {
			this.witness.leak();
			return "done";
		}

	}

}
