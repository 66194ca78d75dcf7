package io.github.jdbcguard.web;

import java.net.URI;
import java.util.Map;

import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.TransactionalScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Adds an entry and answers, in all the ways there are.
 */
@RestController
@RequestMapping("/entry")
class EntryController {

	private final Ledger ledger;

	private final SessionRegistry registry;

	private final TransactionalScope transactions;

	EntryController(Ledger ledger, SessionRegistry registry, TransactionalScope transactions) {
		this.ledger = ledger;
		this.registry = registry;
		this.transactions = transactions;
	}

	@GetMapping("/normal/{note}")
	String normal(@PathVariable String note) {
		return this.ledger.add(note);
	}

	@GetMapping("/committed/{note}")
	String committed(@PathVariable String note) {
		this.ledger.add(note);
		this.ledger.session.commit();
		return note;
	}

	/** Closes nothing of what it opens. */
	@GetMapping("/left-open/{note}")
	String leftOpen(@PathVariable String note) {
		this.transactions.name("transfer").open();
		return this.ledger.add(note);
	}

	/** What it leaves open takes part in the transaction of the session. */
	@GetMapping("/left-open-inside/{note}")
	void leftOpenInside(@PathVariable String note) {
		this.ledger.add(note);
		this.transactions.name("transfer").open();
		this.ledger.add(note);
	}

	@GetMapping("/nothing/{note}")
	String nothing(@PathVariable String note) {
		return note;
	}

	@GetMapping("/exception/{note}")
	String exception(@PathVariable String note) {
		throw new IllegalStateException(this.ledger.add(note));
	}

	@GetMapping("/answered/{note}")
	String answered(@PathVariable String note) {
		throw new UnsupportedOperationException(this.ledger.add(note));
	}

	@GetMapping("/status-exception/{note}")
	String statusException(@PathVariable String note) {
		throw new ResponseStatusException(HttpStatus.CONFLICT, this.ledger.add(note));
	}

	@GetMapping("/status/{note}")
	String status(@PathVariable String note, HttpServletResponse response) {
		response.setStatus(418);
		return this.ledger.add(note);
	}

	@GetMapping("/send-error/{note}")
	void sendError(@PathVariable String note, HttpServletResponse response) throws Exception {
		this.ledger.add(note);
		response.sendError(409);
	}

	@GetMapping("/bad-request/{note}")
	ResponseEntity<String> badRequest(@PathVariable String note) {
		return ResponseEntity.badRequest().body(this.ledger.add(note));
	}

	@GetMapping("/created/{note}")
	ResponseEntity<Map<String, String>> created(@PathVariable String note) {
		this.ledger.add(note);
		return ResponseEntity.created(URI.create("/entry/" + note))
			.eTag("2")
			.header("X-Handler", "yes")
			.header("Content-Type", "application/vnd.entry+json")
			.body(Map.of("note", note));
	}

	@GetMapping("/scope/{note}")
	String scope() {
		return String.valueOf(this.registry.current());
	}

	@GetMapping("/redirect/{note}")
	ResponseEntity<Void> redirect(@PathVariable String note) {
		this.ledger.add(note);
		return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Location", "/elsewhere").build();
	}

	@GetMapping("/redirect-view/{note}")
	RedirectView redirectView(@PathVariable String note) {
		this.ledger.add(note);
		return new RedirectView("/elsewhere");
	}

	@GetMapping("/send-redirect/{note}")
	void sendRedirect(@PathVariable String note, HttpServletResponse response) throws Exception {
		this.ledger.add(note);
		response.sendRedirect("/elsewhere");
	}

	@GetMapping("/not-modified/{note}")
	String notModified(@PathVariable String note, WebRequest request) {
		this.ledger.add(note);
		return request.checkNotModified("\"1\"") ? null : "modified";
	}

	@GetMapping("/no-content/{note}")
	ResponseEntity<Void> noContent(@PathVariable String note) {
		this.ledger.add(note);
		return ResponseEntity.noContent().build();
	}

	@GetMapping("/empty/{note}")
	void empty(@PathVariable String note) {
		this.ledger.add(note);
	}

	@GetMapping("/forward/{note}")
	void forward(@PathVariable String note, HttpServletRequest request, HttpServletResponse response) throws Exception {
		request.getRequestDispatcher("/entry/normal/" + note).forward(request, response);
	}

	@GetMapping("/include/{note}")
	void include(@PathVariable String note, HttpServletRequest request, HttpServletResponse response) throws Exception {
		request.getRequestDispatcher("/entry/normal/" + note).include(request, response);
	}

	@GetMapping("/included-failure/{note}")
	void includedFailure(@PathVariable String note, HttpServletRequest request, HttpServletResponse response)
			throws Exception {
		this.ledger.add(note);
		request.getRequestDispatcher("/entry/answered/" + note).include(request, response);
		this.ledger.add(note);
		this.ledger.session.commit();
	}

	@GetMapping("/aborted/{note}")
	String aborted(@PathVariable String note) {
		this.ledger.add(note);
		try {
			return this.ledger.session.operations().queryForObject("select 1 / 0", String.class);
		}
		catch (DataAccessException ex) {
			throw new UnsupportedOperationException(note + " aborted", ex);
		}
	}

	/** The answer to one kind of exception is a success. */
	@ExceptionHandler
	String answer(UnsupportedOperationException failure) {
		return (failure.getCause() != null) ? "backend " + this.ledger.backend() : failure.getMessage();
	}

}
