package io.github.jdbcguard.coexistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * LISTEN and NOTIFY. The listening connection is taken by one thread, used by others one
 * after the other, and given back by yet another one.
 */
class NotificationTests extends CoexistenceTests {

	private static final int MESSAGES = 12;

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Radio.class);

	private final DataSource dataSource = application.bean(DataSource.class);

	private final TransactionTemplate transactions = application.bean(TransactionTemplate.class);

	@Test
	void reachAConnectionThatMovesBetweenThreads() throws Exception {
		Connection connection = this.dataSource.getConnection();
		execute(connection, "listen news");
		List<String> heard = new ArrayList<>();
		for (int i = 0; i < MESSAGES; i++) {
			String message = "message " + i;
			this.transactions.executeWithoutResult((status) -> application.bean(JdbcClient.class)
				.sql("select pg_notify('news', ?)")
				.param(message)
				.query((row, number) -> message)
				.list());
			heard.addAll(inAThreadOfItsOwn(() -> notifications(connection)));
		}
		inAThreadOfItsOwn(() -> {
			execute(connection, "unlisten news");
			connection.close();
			return null;
		});
		assertThat(heard).hasSize(MESSAGES).startsWith("message 0").endsWith("message 11");
	}

	@Test
	void reachAConnectionThatWasTakenInATransactionAndHandedOn() throws Exception {
		try (Connection connection = this.transactions.execute((status) -> {
			application.bean(JdbcClient.class).sql("select 1").query(Integer.class).single();
			return inAThreadOfItsOwn(this.dataSource::getConnection);
		})) {
			execute(connection, "listen weather");
			application.bean(JdbcClient.class).sql("notify weather, 'sun'").update();
			assertThat(inAThreadOfItsOwn(() -> notifications(connection))).containsExactly("sun");
			execute(connection, "unlisten weather");
		}
	}

	private static List<String> notifications(Connection connection) throws SQLException {
		execute(connection, "select 1");
		PGNotification[] notifications = connection.unwrap(PGConnection.class).getNotifications(10_000);
		return Arrays.stream(notifications).map(PGNotification::getParameter).toList();
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static <T> T inAThreadOfItsOwn(Callable<T> task) {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			return thread.submit(task).get();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			thread.shutdown();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Radio {

	}

}
