package io.github.jdbcguard.web;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Adds an entry in the thread of the request, and goes on elsewhere.
 */
@RestController
@RequestMapping("/async")
class AsyncEntryController {

	private final Ledger ledger;

	private final Witness witness;

	private final SessionRegistry registry;

	AsyncEntryController(Ledger ledger, Witness witness, SessionRegistry registry) {
		this.ledger = ledger;
		this.witness = witness;
		this.registry = registry;
	}

	@GetMapping("/callable/{note}")
	Callable<String> callable(@PathVariable String note) {
		this.ledger.add(note);
		return () -> this.ledger.add(note + "-async");
	}

	/** Only the callable does anything. */
	@GetMapping("/only-callable/{note}")
	Callable<String> onlyCallable(@PathVariable String note) {
		return () -> this.ledger.add(note);
	}

	@GetMapping("/failing-callable/{note}")
	Callable<String> failingCallable(@PathVariable String note) {
		return () -> {
			throw new IllegalStateException(this.ledger.add(note));
		};
	}

	@GetMapping("/bad-callable/{note}")
	Callable<ResponseEntity<String>> badCallable(@PathVariable String note) {
		return () -> ResponseEntity.badRequest().body(this.ledger.add(note));
	}

	@GetMapping("/problem-callable/{note}")
	Callable<ProblemDetail> problemCallable(@PathVariable String note) {
		return () -> ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, this.ledger.add(note));
	}

	/** Adds an entry when the result is written. */
	@GetMapping("/written/{note}")
	Callable<Written> written(@PathVariable String note) {
		return () -> new Written(this.ledger, note);
	}

	@GetMapping("/stream/{note}")
	StreamingResponseBody stream(@PathVariable String note) {
		return (out) -> {
			this.ledger.add(note);
			for (int i = 0; i < 20; i++) {
				out.write(WriterController.LINE.getBytes());
			}
		};
	}

	/** Goes on when it is told to. */
	@GetMapping("/deferred/{note}")
	DeferredResult<String> deferred(@PathVariable String note) {
		this.ledger.add(note);
		DeferredResult<String> result = new DeferredResult<>();
		CompletableFuture.runAsync(() -> {
			this.witness.waitUntilTold();
			result.setResult(note);
		});
		return result;
	}

	/** Its result is set by a thread that goes on with the session. */
	@GetMapping("/attached/{note}")
	DeferredResult<String> attached(@PathVariable String note) {
		SessionScope scope = this.registry.current();
		DeferredResult<String> result = new DeferredResult<>();
		CompletableFuture.runAsync(() -> {
			try (SessionScope.Attachment attachment = scope.attach()) {
				this.ledger.add(note);
				this.ledger.session.commit();
			}
			result.setResult(note);
		});
		return result;
	}

	/** Nobody sets its result. */
	@GetMapping("/forgotten/{note}")
	DeferredResult<String> forgotten(@PathVariable String note) {
		this.ledger.add(note);
		return new DeferredResult<>(200L);
	}

	@GetMapping("/deferred-failure/{note}")
	DeferredResult<String> deferredFailure(@PathVariable String note) {
		DeferredResult<String> result = new DeferredResult<>();
		CompletableFuture.runAsync(() -> result.setErrorResult(new IllegalStateException(note)));
		return result;
	}

	@GetMapping("/sse/{note}")
	SseEmitter sse(@PathVariable String note) {
		this.ledger.add(note);
		SseEmitter emitter = new SseEmitter();
		CompletableFuture.runAsync(() -> {
			this.witness.waitUntilTold();
			send(emitter, note);
		});
		return emitter;
	}

	private static void send(SseEmitter emitter, String note) {
		try {
			emitter.send(note);
			emitter.send(WriterController.LINE.repeat(20));
			emitter.complete();
		}
		catch (IOException ex) {
			emitter.completeWithError(ex);
		}
	}

	/** Makes the request asynchronous by itself, once more for each dispatch. */
	@GetMapping("/restarted/{note}")
	String restarted(@PathVariable String note, HttpServletRequest request, HttpServletResponse response) {
		this.ledger.add(note);
		if (request.getAttribute("again") == null) {
			request.setAttribute("again", true);
			CompletableFuture.runAsync(request.startAsync(request, response)::dispatch);
			return null;
		}
		return note;
	}

	/** Its body is told to go on when its time is over, before anything was written. */
	@GetMapping("/late-body/{note}")
	StreamingResponseBody lateBody(@PathVariable String note) {
		return (body) -> {
			this.ledger.add(note);
			this.witness.waitUntilTold();
			this.ledger.add(note);
		};
	}

	/** Its callable is told to go on when its time is over. */
	@GetMapping("/late/{note}")
	WebAsyncTask<Written> late(@PathVariable String note) {
		WebAsyncTask<Written> task = new WebAsyncTask<>(300L, () -> {
			this.ledger.add(note);
			this.witness.waitUntilTold();
			this.ledger.add(note);
			return new Written(this.ledger, note);
		});
		if (note.startsWith("instead")) {
			task.onTimeout(() -> new Written(this.ledger, note + "-written"));
		}
		return task;
	}

	/**
	 * Adds an entry when it is written.
	 *
	 * @param ledger has the entries
	 * @param note what it says
	 */
	record Written(Ledger ledger, String note) {

		@JsonValue
		String write() {
			return this.ledger.add(this.note);
		}

	}

}
