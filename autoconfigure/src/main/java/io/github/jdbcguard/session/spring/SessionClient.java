package io.github.jdbcguard.session.spring;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;

import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.jdbc.support.rowset.SqlRowSet;

/**
 * Runs each statement in the session that is in scope. Spring's client copies the
 * session's template for a statement with a fetch size or a timeout of its own: the copy
 * knows nothing of sessions. Long, for there is no place that all statements pass. What
 * may be null is as Spring's client has it. Thread-safe; a statement is not.
 */
@NullUnmarked
final class SessionClient implements JdbcClient {

	private final SessionSource source;

	private final JdbcClient client;

	SessionClient(SessionSource source, JdbcClient client) {
		this.source = source;
		this.client = client;
	}

	@Override
	public StatementSpec sql(String sql) {
		return new Statement(this.client.sql(sql));
	}

	private <T> T inSession(String call, Supplier<T> work) {
		return this.source.current(call).work(call, work);
	}

	private final class Statement implements StatementSpec {

		private StatementSpec spec;

		Statement(StatementSpec spec) {
			this.spec = spec;
		}

		private StatementSpec with(StatementSpec spec) {
			this.spec = spec;
			return this;
		}

		@Override
		public StatementSpec withFetchSize(int fetchSize) {
			return with(this.spec.withFetchSize(fetchSize));
		}

		@Override
		public StatementSpec withMaxRows(int maxRows) {
			return with(this.spec.withMaxRows(maxRows));
		}

		@Override
		public StatementSpec withQueryTimeout(int queryTimeout) {
			return with(this.spec.withQueryTimeout(queryTimeout));
		}

		@Override
		public StatementSpec param(Object value) {
			return with(this.spec.param(value));
		}

		@Override
		public StatementSpec param(int jdbcIndex, Object value) {
			return with(this.spec.param(jdbcIndex, value));
		}

		@Override
		public StatementSpec param(int jdbcIndex, Object value, int sqlType) {
			return with(this.spec.param(jdbcIndex, value, sqlType));
		}

		@Override
		public StatementSpec param(String name, Object value) {
			return with(this.spec.param(name, value));
		}

		@Override
		public StatementSpec param(String name, Object value, int sqlType) {
			return with(this.spec.param(name, value, sqlType));
		}

		@Override
		public StatementSpec params(Object... values) {
			return with(this.spec.params(values));
		}

		@Override
		public StatementSpec params(List<?> values) {
			return with(this.spec.params(values));
		}

		@Override
		public StatementSpec params(Map<String, ?> values) {
			return with(this.spec.params(values));
		}

		@Override
		public StatementSpec paramSource(Object values) {
			return with(this.spec.paramSource(values));
		}

		@Override
		public StatementSpec paramSource(SqlParameterSource values) {
			return with(this.spec.paramSource(values));
		}

		@Override
		public ResultQuerySpec query() {
			return new Rows(this.spec.query());
		}

		@Override
		public <T> MappedQuerySpec<T> query(Class<T> type) {
			return new Mapped<>(this.spec.query(type));
		}

		@Override
		public <T> MappedQuerySpec<T> query(RowMapper<T> mapper) {
			return new Mapped<>(this.spec.query(mapper));
		}

		@Override
		public void query(RowCallbackHandler handler) {
			inSession("query", () -> {
				this.spec.query(handler);
				return null;
			});
		}

		@Override
		public <T> T query(ResultSetExtractor<T> extractor) {
			return inSession("query", () -> this.spec.query(extractor));
		}

		@Override
		public int update() {
			return inSession("update", this.spec::update);
		}

		@Override
		public int update(KeyHolder keys) {
			return inSession("update", () -> this.spec.update(keys));
		}

		@Override
		public int update(KeyHolder keys, String... columns) {
			return inSession("update", () -> this.spec.update(keys, columns));
		}

	}

	private final class Rows implements ResultQuerySpec {

		private final ResultQuerySpec spec;

		Rows(ResultQuerySpec spec) {
			this.spec = spec;
		}

		@Override
		public SqlRowSet rowSet() {
			return inSession("query", this.spec::rowSet);
		}

		@Override
		public List<Map<String, Object>> listOfRows() {
			return inSession("query", this.spec::listOfRows);
		}

		@Override
		public Map<String, Object> singleRow() {
			return inSession("query", this.spec::singleRow);
		}

		@Override
		public List<Object> singleColumn() {
			return inSession("query", this.spec::singleColumn);
		}

	}

	private final class Mapped<T> implements MappedQuerySpec<T> {

		private final MappedQuerySpec<T> spec;

		Mapped(MappedQuerySpec<T> spec) {
			this.spec = spec;
		}

		@Override
		public Stream<T> stream() {
			return SessionClient.this.source.current("stream").stream("stream", this.spec::stream);
		}

		@Override
		public List<T> list() {
			return inSession("query", this.spec::list);
		}

	}

}
