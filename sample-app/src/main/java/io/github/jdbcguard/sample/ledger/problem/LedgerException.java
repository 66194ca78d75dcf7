package io.github.jdbcguard.sample.ledger.problem;

import java.net.URI;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Something that the ledger refuses to do, and says why.
 */
@SuppressWarnings("serial")
public abstract class LedgerException extends ErrorResponseException {

	protected LedgerException(HttpStatus status, String type, String title, String detail) {
		super(status, problem(status, type, title, detail), null);
	}

	private static ProblemDetail problem(HttpStatus status, String type, String title, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setType(URI.create("urn:ledger:" + type));
		problem.setTitle(title);
		return problem;
	}

}
