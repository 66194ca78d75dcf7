package io.github.jdbcguard.web;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.github.jdbcguard.session.TransactionalScope;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Writes its answers itself. What comes after the first byte has left says "late".
 */
@Controller
@RequestMapping("/write")
class WriterController {

	static final String LINE = "0123456789".repeat(100);

	private final Ledger ledger;

	private final TransactionalScope transactions;

	WriterController(Ledger ledger, TransactionalScope transactions) {
		this.ledger = ledger;
		this.transactions = transactions;
	}

	@GetMapping("/small/{note}")
	void small(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		response.getWriter().print("done");
	}

	@GetMapping("/announced/{note}")
	void announced(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		response.setContentLength(4);
		response.getOutputStream().print("done");
		this.ledger.add(note + "-late");
	}

	@GetMapping("/big/{note}")
	void big(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		PrintWriter writer = response.getWriter();
		for (int i = 0; i < 20; i++) {
			writer.println(LINE);
		}
	}

	@GetMapping("/stream/{note}")
	void stream(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		for (int i = 0; i < 20_000; i++) {
			response.getOutputStream().write('.');
		}
	}

	/** Fewer characters than the buffer has bytes, and more bytes. */
	@GetMapping("/umlauts/{note}")
	void umlauts(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		response.setCharacterEncoding("UTF-8");
		PrintWriter writer = response.getWriter();
		writer.printf("%s%n", "\u00e4".repeat(3000));
		writer.write("\u00e4".repeat(2000).toCharArray());
		this.ledger.add(note);
	}

	@GetMapping("/flushed/{note}")
	void flushed(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		response.getWriter().print("first");
		response.flushBuffer();
		this.ledger.add(note + "-late");
		response.getWriter().print("second");
	}

	/** Answers before its work is done, and then fails. */
	@GetMapping("/flushed-in-scope/{note}")
	void flushedInScope(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		this.transactions.call((session) -> {
			this.ledger.add(note);
			response.flushBuffer();
			this.ledger.add(note);
			throw new IllegalStateException("too late");
		});
	}

	/** Commits by itself, after the answer has left. */
	@GetMapping("/commit-late/{note}")
	void commitLate(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		response.getWriter().print("first");
		response.flushBuffer();
		this.ledger.session.commit();
	}

	/** Writes until nobody is there any more. */
	@GetMapping("/endless/{note}")
	void endless(@PathVariable String note, HttpServletResponse response) throws IOException {
		response.flushBuffer();
		this.ledger.add(note);
		while (true) {
			response.getOutputStream().print(LINE);
		}
	}

	/** Does not want to know what a commit has failed with. */
	@GetMapping("/swallowed/{note}")
	void swallowed(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		try {
			response.flushBuffer();
		}
		catch (RuntimeException ex) {
			response.getWriter().print("never mind");
		}
	}

	/** Closes what it writes to, whatever happens. */
	@GetMapping("/closed/{note}")
	void closed(@PathVariable String note, HttpServletResponse response) throws IOException {
		try (OutputStream stream = response.getOutputStream()) {
			this.ledger.add(note);
			for (int i = 0; i < 20; i++) {
				stream.write(LINE.getBytes(StandardCharsets.UTF_8));
			}
		}
	}

	/** Writes nothing before it closes. */
	@GetMapping("/buffered/{note}")
	void buffered(@PathVariable String note, HttpServletResponse response) throws IOException {
		try (OutputStream stream = new BufferedOutputStream(response.getOutputStream())) {
			this.ledger.add(note);
			stream.write("done".getBytes(StandardCharsets.UTF_8));
		}
	}

	@GetMapping("/closed-writer/{note}")
	void closedWriter(@PathVariable String note, HttpServletResponse response) throws IOException {
		try (PrintWriter writer = response.getWriter()) {
			this.ledger.add(note);
			writer.print("done");
		}
	}

	/** Does not want to know what a commit has failed with, and insists. */
	@GetMapping("/insisted/{note}")
	void insisted(@PathVariable String note, HttpServletResponse response) throws IOException {
		this.ledger.add(note);
		try {
			response.flushBuffer();
		}
		catch (RuntimeException ex) {
			response.getWriter().print("never mind");
			response.flushBuffer();
		}
	}

	/** Writes while rows are read, and adds something in the end. */
	@GetMapping("/rows/{note}")
	void rows(@PathVariable String note, HttpServletResponse response) throws IOException {
		PrintWriter writer = response.getWriter();
		this.ledger.add(note);
		try (Stream<String> rows = this.ledger.session.operations()
			.queryForStream("select repeat('x', 1000) from generate_series(1, 50)",
					(result, number) -> result.getString(1))) {
			rows.forEach(writer::println);
		}
		RowCallbackHandler print = (result) -> writer.println(result.getString(1));
		this.ledger.session.operations().query("select repeat('x', 1000) from generate_series(1, 50)", print);
	}

}
