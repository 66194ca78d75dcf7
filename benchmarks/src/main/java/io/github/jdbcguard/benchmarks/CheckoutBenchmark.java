package io.github.jdbcguard.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.jdbcguard.benchmarks.stub.StubDriver;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a checkout costs on a driver that costs nothing. Absolute times move by the hour
 * on a shared machine; only ratios within one run say something.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgs = { "-Xms1g", "-Xmx1g" })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CheckoutBenchmark {

	private static final int POOL_SIZE = 8;

	@Param({ "hikari", "guarded", "guarded-no-process", "agroal", "dbcp2", "tomcat", "datasource-proxy", "p6spy" })
	@SuppressWarnings("NullAway.Init")
	public String pool;

	@SuppressWarnings("NullAway.Init")
	private ComparedPool opened;

	@SuppressWarnings("NullAway.Init")
	private DataSource dataSource;

	@Setup
	public void open() throws SQLException {
		this.opened = ComparedPool.open(this.pool, StubDriver.URL, POOL_SIZE);
		this.dataSource = this.opened.dataSource();
	}

	@TearDown
	public void close() throws Exception {
		this.opened.close();
	}

	@Benchmark
	public void checkout(Blackhole blackhole) throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			blackhole.consume(connection);
		}
	}

	@Benchmark
	public void checkoutAndExecute(Blackhole blackhole) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement("update account set balance = 1")) {
			// A real driver's work is too large for wrappers to be optimised away around
			// it
			blackhole.consume(connection);
			blackhole.consume(statement);
			blackhole.consume(statement.execute());
		}
	}

}
