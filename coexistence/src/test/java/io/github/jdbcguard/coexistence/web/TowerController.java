package io.github.jdbcguard.coexistence.web;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * All the ways to answer later. What the database is asked in the thread of the request
 * is done with when another thread goes on.
 */
@RestController
class TowerController {

	private final Floors floors;

	private final AsyncTaskExecutor executor;

	TowerController(Floors floors, AsyncTaskExecutor executor) {
		this.floors = floors;
		this.executor = executor;
	}

	@GetMapping("/callable")
	Callable<String> callable() {
		this.floors.visit("callable");
		return this.floors::all;
	}

	@GetMapping("/web-async-task")
	WebAsyncTask<String> webAsyncTask() {
		this.floors.visit("web-async-task");
		return new WebAsyncTask<>(10_000L, this.floors::all);
	}

	@GetMapping("/deferred")
	DeferredResult<String> deferred() {
		this.floors.visit("deferred");
		DeferredResult<String> result = new DeferredResult<>();
		this.executor.execute(() -> result.setResult(this.floors.all()));
		return result;
	}

	@GetMapping("/future")
	CompletableFuture<String> future() {
		this.floors.all();
		return this.executor.submitCompletable(() -> this.floors.visit("future"))
			.thenApply((visited) -> this.floors.all());
	}

	@GetMapping("/streaming")
	StreamingResponseBody streaming() {
		this.floors.visit("streaming");
		return (out) -> {
			this.floors.each((floor) -> print(out, floor));
			out.flush();
		};
	}

	@GetMapping("/emitter")
	ResponseBodyEmitter emitter() {
		this.floors.visit("emitter");
		ResponseBodyEmitter emitter = new ResponseBodyEmitter();
		this.executor.execute(() -> {
			try {
				emitter.send(this.floors.all());
				emitter.complete();
			}
			catch (Exception ex) {
				emitter.completeWithError(ex);
			}
		});
		return emitter;
	}

	@GetMapping("/failing-callable")
	Callable<String> failingCallable() {
		return () -> {
			this.floors.visitAndFall("failing");
			return "never";
		};
	}

	@GetMapping("/failing-deferred")
	DeferredResult<String> failingDeferred() {
		DeferredResult<String> result = new DeferredResult<>();
		this.executor.submitCompletable(() -> this.floors.visitAndFall("failing")).exceptionally((ex) -> {
			result.setErrorResult(ex);
			return null;
		});
		return result;
	}

	@GetMapping("/slow-deferred")
	DeferredResult<String> slowDeferred() {
		this.floors.visit("slow");
		return new DeferredResult<>(200L);
	}

	private static void print(OutputStream out, int floor) {
		PrintStream text = new PrintStream(out);
		text.print((floor > 1) ? "," + floor : floor);
		text.flush();
	}

}
