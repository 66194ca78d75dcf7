package io.github.jdbcguard.web;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestName}.
 */
class RequestNameTests {

	private static String name(String method, String servletPath, String pathInfo) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/app" + servletPath);
		request.setServletPath(servletPath);
		request.setPathInfo(pathInfo);
		request.setQueryString("token=secret");
		request.setParameter("token", "secret");
		return RequestName.of(request);
	}

	@Test
	void isMethodAndTheBeginningOfThePath() {
		assertThat(name("GET", "/", null)).isEqualTo("GET /");
		assertThat(name("GET", "/orders", null)).isEqualTo("GET /orders");
		assertThat(name("GET", "/reset-password/secret", null)).isEqualTo("GET /reset-password/..");
		assertThat(name("POST", "/legacy", "/orders/place")).isEqualTo("POST /legacy/..");
		assertThat(name("POST", "", "/orders/place")).isEqualTo("POST /orders/..");
	}

	@Test
	void isNotLongerThanAHundredCharacters() {
		assertThat(name("GET", "/" + "a".repeat(5000), null)).hasSize(100).startsWith("GET /aaa");
		assertThat(name("M".repeat(5000), "/orders", null)).hasSize(100);
	}

	@Test
	void isOneLineThatReadsAsItIsWritten() {
		assertThat(name("GET", "/a\r\nWARN forged\u2028\u2029\u0000\u001b[31m\u202e\u200bb\u007f", null))
			.isEqualTo("GET /aWARN forged[31mb");
	}

	@Test
	void keepsTheLettersOfOtherLanguages() {
		assertThat(name("GET", "/größe-注文", null)).isEqualTo("GET /größe-注文");
	}

}
