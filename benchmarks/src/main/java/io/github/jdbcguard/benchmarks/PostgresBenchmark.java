package io.github.jdbcguard.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
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

/**
 * How many checkouts with one small prepared query a second, on a real server. The server
 * is the one at the system property {@value #URL_PROPERTY}, the same for all pools of a
 * run; without the property each fork starts its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgs = { "-Xms1g", "-Xmx1g" })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PostgresBenchmark {

	static final String URL_PROPERTY = "benchmark.postgres.url";

	private static final int POOL_SIZE = 8;

	@Param({ "hikari", "guarded", "guarded-no-process" })
	@SuppressWarnings("NullAway.Init")
	public String pool;

	private @Nullable PostgresServer ownServer;

	@SuppressWarnings("NullAway.Init")
	private ComparedPool opened;

	@SuppressWarnings("NullAway.Init")
	private DataSource dataSource;

	@Setup
	public void open() throws SQLException {
		String url = System.getProperty(URL_PROPERTY);
		if (url == null) {
			this.ownServer = PostgresServer.start();
			url = this.ownServer.url();
		}
		this.opened = ComparedPool.open(this.pool, url, POOL_SIZE);
		this.dataSource = this.opened.dataSource();
	}

	@TearDown
	public void close() throws Exception {
		this.opened.close();
		if (this.ownServer != null) {
			this.ownServer.close();
		}
	}

	@Benchmark
	public int checkoutAndQuery() throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement("select ? + 1")) {
			statement.setInt(1, 41);
			try (ResultSet result = statement.executeQuery()) {
				result.next();
				return result.getInt(1);
			}
		}
	}

}
