package io.github.jdbcguard.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.spring.Sessions;
import io.github.jdbcguard.web.SessionFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/**
 * What the session of a request costs that does not use it: the filter around a handler
 * that does nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class UnusedSessionBenchmark {

	private final SessionFilter filter = new SessionFilter(new Sessions(ProcessMonitor::none), OnCompletion.ROLLBACK,
			SessionMode.AUTO);

	private final FilterChain handler = (request, response) -> {
	};

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/accounts/1");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	/**
	 * The handler alone.
	 */
	@Benchmark
	public void without() throws ServletException, IOException {
		this.handler.doFilter(this.request, this.response);
	}

	/**
	 * The handler in a request that has a session.
	 */
	@Benchmark
	public void unused() throws ServletException, IOException {
		this.filter.doFilter(this.request, this.response, this.handler);
	}

}
