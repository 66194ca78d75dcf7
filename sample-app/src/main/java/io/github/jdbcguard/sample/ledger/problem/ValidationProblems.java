package io.github.jdbcguard.sample.ledger.problem;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Problem details that name every field that was wrong.
 */
@RestControllerAdvice
class ValidationProblems extends ResponseEntityExceptionHandler {

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		List<InvalidField> errors = ex.getFieldErrors()
			.stream()
			.map((error) -> new InvalidField(error.getField(), error.getDefaultMessage()))
			.toList();
		return handleExceptionInternal(ex, withErrors(ex.getBody(), errors), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
			HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		List<InvalidField> errors = ex.getParameterValidationResults()
			.stream()
			.flatMap((result) -> result.getResolvableErrors()
				.stream()
				.map((error) -> new InvalidField(parameterName(result), error.getDefaultMessage())))
			.toList();
		return handleExceptionInternal(ex, withErrors(ex.getBody(), errors), headers, status, request);
	}

	private static String parameterName(ParameterValidationResult result) {
		String name = result.getMethodParameter().getParameterName();
		return (name != null) ? name : "argument " + result.getMethodParameter().getParameterIndex();
	}

	private static ProblemDetail withErrors(ProblemDetail problem, List<InvalidField> errors) {
		problem.setType(URI.create("urn:ledger:invalid-request"));
		problem.setProperty("errors", errors);
		return problem;
	}

	record InvalidField(String field, @Nullable String message) {
	}

}
