package io.github.jdbcguard.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.session.SessionCounters;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A {@link SessionApplication} on PostgreSQL with every boundary rule at {@code fail},
 * and a client of it.
 */
final class SessionHttp implements AutoCloseable {

	final ConfigurableApplicationContext context;

	final Database database;

	private final HttpClient client = HttpClient.newHttpClient();

	SessionHttp(String... settings) {
		this(EmbeddedDatabases.postgres(), null, settings);
	}

	/**
	 * With a pool that reaches the database by another way, that of a proxy.
	 */
	SessionHttp(Database database, Database reached, String... settings) {
		this.database = database;
		try {
			database.execute(Ledger.TABLE);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		Database used = (reached != null) ? reached : database;
		this.context = new SpringApplicationBuilder(SessionApplication.class)
			.properties("server.port=0", "spring.datasource.url=" + used.url(),
					"spring.datasource.username=" + used.user(), "spring.datasource.password=" + used.password(),
					"spring.datasource.hikari.maximum-pool-size=5", "spring.datasource.hikari.minimum-idle=0",
					"spring.mvc.async.request-timeout=20s", "jdbc-guard.boundary.reaction=fail",
					"jdbc-guard.boundary.rules.outside-transaction=ignore")
			.run(settings);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	HttpRequest request(String path) {
		int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.timeout(Duration.ofSeconds(30))
			.header("If-None-Match", "\"1\"")
			.build();
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(request(path), BodyHandlers.ofString());
	}

	CompletableFuture<HttpResponse<String>> start(String path) {
		return this.client.sendAsync(request(path), BodyHandlers.ofString());
	}

	/** How many entries with this note are there for everybody to see. */
	long committed(String note) throws SQLException {
		return this.database.number("select count(*) from entry where note = '" + note + "'");
	}

	/** How many connections are out of the pool. */
	int taken() {
		return bean(GuardedDataSource.class).snapshot().active();
	}

	SessionCounters counters() {
		return bean(SessionRegistry.class).counters();
	}

	void assertThatNothingIsLeft() {
		await().untilAsserted(() -> assertThat(taken()).isZero());
		assertThat(bean(Leftovers.class).found()).isEmpty();
		assertThat(bean(Witness.class).violations()).isEmpty();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
