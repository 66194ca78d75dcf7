package io.github.jdbcguard.coexistence;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.test.ConnectionWatch;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real application on the starter, on a database of its own, with all rules but
 * {@code outside-transaction} at {@code fail}. It runs for all tests of a class, and none
 * of them, nor its start and its end, may break a rule or leave a connection open.
 */
public final class GuardedApplication
		implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

	private final Class<?> configuration;

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	private Server server = Server.POSTGRES;

	private WebApplicationType web = WebApplicationType.NONE;

	private final List<String> schema = new ArrayList<>();

	private boolean logged;

	private ServerLog log;

	private Database database;

	private ConfigurableApplicationContext context;

	private ConnectionWatch watch;

	private GuardedApplication(Class<?> configuration) {
		this.configuration = configuration;
		this.properties.put("jdbc-guard.boundary.reaction", "fail");
		this.properties.put("jdbc-guard.boundary.rules.outside-transaction", "ignore");
	}

	/**
	 * An application, on PostgreSQL unless something else is said.
	 * @param configuration its configuration
	 * @return the application, not started
	 */
	public static GuardedApplication of(Class<?> configuration) {
		return new GuardedApplication(configuration);
	}

	/**
	 * Have it use more than Spring JDBC.
	 * @param technologies what it uses
	 * @return this
	 */
	public GuardedApplication with(Technology... technologies) {
		return set(OnTechnology.PROPERTY, Arrays.stream(technologies).map(Enum::name).collect(Collectors.joining(",")));
	}

	/**
	 * Have it serve HTTP.
	 * @return this
	 */
	public GuardedApplication web() {
		this.web = WebApplicationType.SERVLET;
		return set("server.port", 0);
	}

	/**
	 * Have it use MariaDB.
	 * @return this
	 */
	public GuardedApplication onMariaDb() {
		this.server = Server.MARIADB;
		return this;
	}

	/**
	 * Set a property of the application.
	 * @param key the key
	 * @param value the value
	 * @return this
	 */
	public GuardedApplication set(String key, Object value) {
		this.properties.put(key, value);
		return this;
	}

	/**
	 * Execute statements in its database before it starts.
	 * @param statements the statements
	 * @return this
	 */
	public GuardedApplication schema(String... statements) {
		this.schema.addAll(List.of(statements));
		return this;
	}

	/**
	 * Have the server write down each of its statements.
	 * @return this
	 */
	public GuardedApplication loggedByTheServer() {
		this.logged = true;
		return this;
	}

	@Override
	public void beforeAll(ExtensionContext test) {
		this.database = this.server.database();
		this.database.execute(this.schema.toArray(String[]::new));
		if (this.logged) {
			this.log = new ServerLog(this.database);
		}
		this.properties.put("spring.datasource.url", this.database.url());
		this.properties.put("spring.datasource.username", this.database.user());
		this.properties.put("spring.datasource.password", this.database.password());
		this.properties.put("spring.main.banner-mode", "off");
		this.context = new SpringApplicationBuilder(this.configuration).web(this.web).properties(this.properties).run();
		this.watch = ConnectionWatch.of(this.context).fromTheStart();
	}

	@Override
	public void afterEach(ExtensionContext test) {
		this.watch.assertNothingLeft();
	}

	@Override
	public void afterAll(ExtensionContext test) {
		if (this.context != null) {
			this.context.close();
			this.watch.close();
		}
	}

	void assertNothingWasBroken() {
		assertThat(takeViolations()).extracting(Violation::message).isEmpty();
	}

	List<Violation> takeViolations() {
		return this.watch.takeViolations();
	}

	/**
	 * A bean of the application.
	 * @param <T> its type
	 * @param type its type
	 * @return the bean
	 */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * A bean of the application.
	 * @param <T> its type
	 * @param name its name
	 * @param type its type
	 * @return the bean
	 */
	public <T> T bean(String name, Class<T> type) {
		return this.context.getBean(name, type);
	}

	/**
	 * All beans of a type.
	 * @param <T> the type
	 * @param type the type
	 * @return the beans by their names
	 */
	public <T> Map<String, T> beans(Class<T> type) {
		return this.context.getBeansOfType(type);
	}

	/**
	 * How many connections are out of its pool.
	 * @return the number
	 */
	public int taken() {
		try {
			return bean(DataSource.class).unwrap(GuardedDataSource.class).snapshot().active();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Ask its database for one number, on a connection that no pool knows of.
	 * @param sql the query
	 * @return the first column of the first row
	 */
	public long number(String sql) {
		return this.database.number(sql);
	}

	/**
	 * The statements that the server has logged while something is done.
	 * @param work what is done
	 * @return the statements and their parameters, each with the number of its connection
	 */
	public List<String> statementsDuring(Runnable work) {
		return this.log.during(work);
	}

	/**
	 * Get a page as a browser does that keeps its cookies.
	 * @param path the path and query
	 * @return the response
	 */
	public HttpResponse<String> get(String path) {
		URI uri = URI.create("http://localhost:%s%s"
			.formatted(this.context.getEnvironment().getRequiredProperty("local.server.port"), path));
		try {
			return this.browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException("No answer from " + uri, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted at " + uri, ex);
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
		return parameter.getParameter().getType() == GuardedApplication.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
		return this;
	}

}
