package io.github.jdbcguard.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.spring.SessionSource;
import io.github.jdbcguard.session.spring.Sessions;
import io.github.jdbcguard.web.SessionFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * A server whose request handlers do the same work, each in another way, on one guarded
 * pool.
 */
final class SessionServer implements AutoCloseable {

	private static final String TRANSACTIONAL = "transactional";

	private static final String SESSION = "session";

	private static final String AUTOCOMMIT = "autocommit";

	private static final String SESSION_NONE = "session-none";

	/** What is compared, the baseline first. */
	static final List<List<String>> COMPARISONS = List.of(List.of(TRANSACTIONAL, SESSION),
			List.of(AUTOCOMMIT, SESSION_NONE));

	private static final int ACCOUNTS = 10_000;

	private final Tomcat tomcat = new Tomcat();

	private final Path directory = Files.createTempDirectory("session-server");

	private final ComparedPool pool;

	private SessionServer(ComparedPool pool) throws Exception {
		this.pool = pool;
		DataSource dataSource = pool.dataSource();
		JdbcTemplate template = new JdbcTemplate(dataSource);
		createAccounts(template);
		JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
		TransactionTemplate transaction = new TransactionTemplate(manager);
		Sessions sessions = new Sessions(ProcessMonitor::none);
		JdbcSession session = new SessionSource(sessions, "dataSource", dataSource, () -> manager, () -> template)
			.session();
		this.tomcat.setBaseDir(this.directory.toString());
		this.tomcat.setPort(0);
		this.tomcat.setSilent(true);
		Context context = this.tomcat.addContext("", this.directory.toString());
		handle(context, TRANSACTIONAL, () -> transaction.executeWithoutResult((status) -> work(template)));
		handle(context, SESSION, () -> {
			work(session.operations());
			session.commit();
		});
		handle(context, AUTOCOMMIT, () -> work(template));
		handle(context, SESSION_NONE, () -> work(session.operations()));
		filter(context, SESSION, new SessionFilter(sessions, OnCompletion.ROLLBACK, SessionMode.AUTO));
		filter(context, SESSION_NONE, new SessionFilter(sessions, OnCompletion.ROLLBACK, SessionMode.NONE));
		this.tomcat.getConnector();
		this.tomcat.start();
	}

	static SessionServer start(PostgresServer database) throws Exception {
		return new SessionServer(ComparedPool.open(ComparedPool.GUARDED, database.url() + "&user=postgres", 10));
	}

	URI uri(String handler) {
		return URI.create("http://localhost:" + this.tomcat.getConnector().getLocalPort() + "/" + handler);
	}

	private static void createAccounts(JdbcTemplate template) {
		template.execute("create table account (id int primary key, balance int not null)");
		template.update("insert into account select id, 0 from generate_series(1, ?) id", ACCOUNTS);
	}

	private static void work(JdbcOperations operations) {
		int from = ThreadLocalRandom.current().nextInt(ACCOUNTS) + 1;
		int to = ThreadLocalRandom.current().nextInt(ACCOUNTS) + 1;
		operations.queryForObject("select balance from account where id = ?", Integer.class, from);
		operations.queryForObject("select balance from account where id = ?", Integer.class, to);
		operations.update("update account set balance = balance + 1 where id = ?", from);
	}

	private static void handle(Context context, String name, Runnable work) {
		Tomcat.addServlet(context, name, new Handler(work));
		context.addServletMappingDecoded("/" + name, name);
	}

	private static void filter(Context context, String handler, Filter filter) {
		FilterDef definition = new FilterDef();
		definition.setFilterName(handler);
		definition.setFilter(filter);
		context.addFilterDef(definition);
		FilterMap map = new FilterMap();
		map.setFilterName(handler);
		map.addServletName(handler);
		context.addFilterMap(map);
	}

	@Override
	public void close() throws Exception {
		this.tomcat.stop();
		this.tomcat.destroy();
		this.pool.close();
		FileSystemUtils.deleteRecursively(this.directory);
	}

	/**
	 * Does its work and says so.
	 */
	@SuppressWarnings("serial")
	private static final class Handler extends HttpServlet {

		private final transient Runnable work;

		Handler(Runnable work) {
			this.work = work;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			this.work.run();
			response.setContentType("text/plain");
			response.getWriter().print("done");
		}

	}

}
