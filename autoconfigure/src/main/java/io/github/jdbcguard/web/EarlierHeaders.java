package io.github.jdbcguard.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * The headers that a response had before its handler ran: those of filters, and of
 * nothing that the handler wanted to say. Immutable.
 */
final class EarlierHeaders {

	/** Nothing of an answer, and kept even where filters add them at the last moment. */
	private static final Set<String> PROTECTING = Set.of("x-content-type-options", "x-frame-options",
			"x-xss-protection", "strict-transport-security", "content-security-policy",
			"content-security-policy-report-only", "referrer-policy", "permissions-policy",
			"cross-origin-opener-policy", "cross-origin-embedder-policy", "cross-origin-resource-policy");

	private static final EarlierHeaders NONE = new EarlierHeaders(Map.of());

	private final Map<String, List<String>> headers;

	private EarlierHeaders(Map<String, List<String>> headers) {
		this.headers = headers;
	}

	static EarlierHeaders of(HttpServletResponse response) {
		Collection<String> names = response.getHeaderNames();
		if (names.isEmpty()) {
			return NONE;
		}
		Map<String, List<String>> headers = new LinkedHashMap<>();
		names.forEach((name) -> headers.put(name, new ArrayList<>(response.getHeaders(name))));
		return new EarlierHeaders(headers);
	}

	/**
	 * Take back everything else.
	 */
	void restore(HttpServletResponse response) {
		Map<String, List<String>> kept = new LinkedHashMap<>(this.headers);
		for (String name : response.getHeaderNames()) {
			if (PROTECTING.contains(name.toLowerCase(Locale.ROOT))) {
				kept.putIfAbsent(name, new ArrayList<>(response.getHeaders(name)));
			}
		}
		kept.keySet().removeIf(HttpHeaders.CONTENT_LENGTH::equalsIgnoreCase);
		response.reset();
		kept.forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
	}

}
