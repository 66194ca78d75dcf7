package io.github.jdbcguard.web;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Uses connections as they may be used.
 */
@RestController
@RequestMapping("/proper")
class ProperController {

	private final Witness witness;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	ProperController(Witness witness, JdbcTemplate jdbc, TransactionTemplate transaction) {
		this.witness = witness;
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	@GetMapping("/sync")
	String sync() {
		this.witness.use();
		return "done";
	}

	@GetMapping("/transaction")
	String inTransaction() {
		return this.transaction.execute((status) -> this.jdbc.queryForObject("select 'done'", String.class));
	}

	@GetMapping("/callable")
	Callable<String> callable() {
		this.witness.use();
		return this::inTransaction;
	}

	@GetMapping("/stream")
	StreamingResponseBody stream() {
		this.witness.use();
		return (out) -> {
			inTransaction();
			out.write('.');
		};
	}

	@GetMapping("/bean")
	Callable<Answer> bean() {
		return () -> new Answer(this);
	}

	/**
	 * Takes the connection here and gives it back in the thread that has the result.
	 */
	@GetMapping("/deferred")
	DeferredResult<String> deferred() {
		Connection connection = this.witness.take();
		DeferredResult<String> result = new DeferredResult<>();
		CompletableFuture.runAsync(() -> {
			this.witness.giveBack(connection);
			result.setResult("done");
		});
		return result;
	}

	@GetMapping("/handed-to-stream")
	StreamingResponseBody handedToStream() {
		Connection connection = this.witness.take();
		return (out) -> write(out, connection);
	}

	private void write(OutputStream out, Connection connection) throws IOException {
		out.write('.');
		this.witness.giveBack(connection);
	}

	@GetMapping("/handed-to-callable")
	Callable<String> handedToCallable() {
		Connection connection = this.witness.take();
		return () -> {
			this.witness.giveBack(connection);
			return "done";
		};
	}

	/**
	 * Makes the request asynchronous twice, and holds a connection all the time.
	 */
	@GetMapping("/restarted")
	@Nullable Object restarted(HttpServletRequest request) {
		Connection held = (Connection) request.getAttribute("held");
		if (held == null) {
			request.setAttribute("held", this.witness.take());
			CompletableFuture.runAsync(request.startAsync()::dispatch);
			return null;
		}
		return (Callable<String>) () -> {
			this.witness.giveBack(held);
			return "done";
		};
	}

	/**
	 * Something to answer, when the result has been dispatched.
	 *
	 * @param controller asks the database
	 */
	record Answer(ProperController controller) {

		@JsonValue
		String answer() {
			return this.controller.inTransaction();
		}

	}

}
