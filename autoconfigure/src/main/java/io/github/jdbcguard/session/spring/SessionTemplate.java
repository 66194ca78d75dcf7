package io.github.jdbcguard.session.spring;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;

import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.CallableStatementCallback;
import org.springframework.jdbc.core.CallableStatementCreator;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlParameter;
import org.springframework.jdbc.core.StatementCallback;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.rowset.SqlRowSet;

/**
 * Runs each operation in the session that is in scope. Long, for Spring's template has no
 * place that all operations pass on their way in and on their way out. What may be null
 * is as Spring's template has it. Thread-safe.
 */
@NullUnmarked
final class SessionTemplate extends JdbcTemplate {

	private final SessionSource source;

	SessionTemplate(SessionSource source, JdbcTemplate model) {
		super(source.dataSource());
		this.source = source;
		SQLExceptionTranslator translator = model.getExceptionTranslator();
		// Copies of this template have it too
		setExceptionTranslator((task, sql, failure) -> {
			source.failed(failure);
			return translator.translate(task, sql, failure);
		});
		setIgnoreWarnings(model.isIgnoreWarnings());
		setFetchSize(model.getFetchSize());
		setMaxRows(model.getMaxRows());
		setQueryTimeout(model.getQueryTimeout());
		setSkipResultsProcessing(model.isSkipResultsProcessing());
		setSkipUndeclaredResults(model.isSkipUndeclaredResults());
		setResultsMapCaseInsensitive(model.isResultsMapCaseInsensitive());
	}

	private <T> T inSession(String call, Supplier<T> work) {
		return this.source.current(call).work(call, work);
	}

	private void runInSession(String call, Runnable work) {
		inSession(call, () -> {
			work.run();
			return null;
		});
	}

	private <T> Stream<T> stream(Supplier<Stream<T>> query) {
		return this.source.current("queryForStream").stream("queryForStream", query);
	}

	@Override
	public <T> T execute(ConnectionCallback<T> callback) {
		return inSession("execute", () -> super.execute(callback));
	}

	@Override
	public <T> T execute(StatementCallback<T> callback) {
		return inSession("execute", () -> super.execute(callback));
	}

	@Override
	public void execute(String sql) {
		runInSession("execute", () -> super.execute(sql));
	}

	@Override
	public <T> T query(String sql, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> super.query(sql, extractor));
	}

	@Override
	public void query(String sql, RowCallbackHandler handler) {
		runInSession("query", () -> super.query(sql, handler));
	}

	@Override
	public <T> List<T> query(String sql, RowMapper<T> mapper) {
		return inSession("query", () -> super.query(sql, mapper));
	}

	@Override
	public <T> Stream<T> queryForStream(String sql, RowMapper<T> mapper) {
		return stream(() -> super.queryForStream(sql, mapper));
	}

	@Override
	public <T> T queryForObject(String sql, RowMapper<T> mapper) {
		return inSession("queryForObject", () -> super.queryForObject(sql, mapper));
	}

	@Override
	public <T> T queryForObject(String sql, Class<T> type) {
		return inSession("queryForObject", () -> super.queryForObject(sql, type));
	}

	@Override
	public Map<String, Object> queryForMap(String sql) {
		return inSession("queryForMap", () -> super.queryForMap(sql));
	}

	@Override
	public <T> List<T> queryForList(String sql, Class<T> type) {
		return inSession("queryForList", () -> super.queryForList(sql, type));
	}

	@Override
	public List<Map<String, Object>> queryForList(String sql) {
		return inSession("queryForList", () -> super.queryForList(sql));
	}

	@Override
	public SqlRowSet queryForRowSet(String sql) {
		return inSession("queryForRowSet", () -> super.queryForRowSet(sql));
	}

	@Override
	public int update(String sql) {
		return inSession("update", () -> super.update(sql));
	}

	@Override
	public int[] batchUpdate(String... sql) {
		return inSession("batchUpdate", () -> super.batchUpdate(sql));
	}

	@Override
	public <T> T execute(PreparedStatementCreator creator, PreparedStatementCallback<T> callback) {
		return inSession("execute", () -> super.execute(creator, callback));
	}

	@Override
	public <T> T execute(String sql, PreparedStatementCallback<T> callback) {
		return inSession("execute", () -> super.execute(sql, callback));
	}

	@Override
	public <T> T query(PreparedStatementCreator creator, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> super.query(creator, extractor));
	}

	@Override
	public <T> T query(String sql, PreparedStatementSetter setter, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> super.query(sql, setter, extractor));
	}

	@Override
	public <T> T query(String sql, Object[] args, int[] types, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> super.query(sql, args, types, extractor));
	}

	@Override
	@Deprecated
	public <T> T query(String sql, Object[] args, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> super.query(sql, args, extractor));
	}

	@Override
	public <T> T query(String sql, ResultSetExtractor<T> extractor, Object... args) {
		return inSession("query", () -> super.query(sql, extractor, args));
	}

	@Override
	public void query(PreparedStatementCreator creator, RowCallbackHandler handler) {
		runInSession("query", () -> super.query(creator, handler));
	}

	@Override
	public void query(String sql, PreparedStatementSetter setter, RowCallbackHandler handler) {
		runInSession("query", () -> super.query(sql, setter, handler));
	}

	@Override
	public void query(String sql, Object[] args, int[] types, RowCallbackHandler handler) {
		runInSession("query", () -> super.query(sql, args, types, handler));
	}

	@Override
	@Deprecated
	public void query(String sql, Object[] args, RowCallbackHandler handler) {
		runInSession("query", () -> super.query(sql, args, handler));
	}

	@Override
	public void query(String sql, RowCallbackHandler handler, Object... args) {
		runInSession("query", () -> super.query(sql, handler, args));
	}

	@Override
	public <T> List<T> query(PreparedStatementCreator creator, RowMapper<T> mapper) {
		return inSession("query", () -> super.query(creator, mapper));
	}

	@Override
	public <T> List<T> query(String sql, PreparedStatementSetter setter, RowMapper<T> mapper) {
		return inSession("query", () -> super.query(sql, setter, mapper));
	}

	@Override
	public <T> List<T> query(String sql, Object[] args, int[] types, RowMapper<T> mapper) {
		return inSession("query", () -> super.query(sql, args, types, mapper));
	}

	@Override
	@Deprecated
	public <T> List<T> query(String sql, Object[] args, RowMapper<T> mapper) {
		return inSession("query", () -> super.query(sql, args, mapper));
	}

	@Override
	public <T> List<T> query(String sql, RowMapper<T> mapper, Object... args) {
		return inSession("query", () -> super.query(sql, mapper, args));
	}

	@Override
	public <T> Stream<T> queryForStream(PreparedStatementCreator creator, RowMapper<T> mapper) {
		return stream(() -> super.queryForStream(creator, mapper));
	}

	@Override
	public <T> Stream<T> queryForStream(String sql, PreparedStatementSetter setter, RowMapper<T> mapper) {
		return stream(() -> super.queryForStream(sql, setter, mapper));
	}

	@Override
	public <T> Stream<T> queryForStream(String sql, RowMapper<T> mapper, Object... args) {
		return stream(() -> super.queryForStream(sql, mapper, args));
	}

	@Override
	public <T> T queryForObject(String sql, Object[] args, int[] types, RowMapper<T> mapper) {
		return inSession("queryForObject", () -> super.queryForObject(sql, args, types, mapper));
	}

	@Override
	@Deprecated
	public <T> T queryForObject(String sql, Object[] args, RowMapper<T> mapper) {
		return inSession("queryForObject", () -> super.queryForObject(sql, args, mapper));
	}

	@Override
	public <T> T queryForObject(String sql, RowMapper<T> mapper, Object... args) {
		return inSession("queryForObject", () -> super.queryForObject(sql, mapper, args));
	}

	@Override
	public <T> T queryForObject(String sql, Object[] args, int[] types, Class<T> type) {
		return inSession("queryForObject", () -> super.queryForObject(sql, args, types, type));
	}

	@Override
	@Deprecated
	public <T> T queryForObject(String sql, Object[] args, Class<T> type) {
		return inSession("queryForObject", () -> super.queryForObject(sql, args, type));
	}

	@Override
	public <T> T queryForObject(String sql, Class<T> type, Object... args) {
		return inSession("queryForObject", () -> super.queryForObject(sql, type, args));
	}

	@Override
	public Map<String, Object> queryForMap(String sql, Object[] args, int[] types) {
		return inSession("queryForMap", () -> super.queryForMap(sql, args, types));
	}

	@Override
	public Map<String, Object> queryForMap(String sql, Object... args) {
		return inSession("queryForMap", () -> super.queryForMap(sql, args));
	}

	@Override
	public <T> List<T> queryForList(String sql, Object[] args, int[] types, Class<T> type) {
		return inSession("queryForList", () -> super.queryForList(sql, args, types, type));
	}

	@Override
	@Deprecated
	public <T> List<T> queryForList(String sql, Object[] args, Class<T> type) {
		return inSession("queryForList", () -> super.queryForList(sql, args, type));
	}

	@Override
	public <T> List<T> queryForList(String sql, Class<T> type, Object... args) {
		return inSession("queryForList", () -> super.queryForList(sql, type, args));
	}

	@Override
	public List<Map<String, Object>> queryForList(String sql, Object[] args, int[] types) {
		return inSession("queryForList", () -> super.queryForList(sql, args, types));
	}

	@Override
	public List<Map<String, Object>> queryForList(String sql, Object... args) {
		return inSession("queryForList", () -> super.queryForList(sql, args));
	}

	@Override
	public SqlRowSet queryForRowSet(String sql, Object[] args, int[] types) {
		return inSession("queryForRowSet", () -> super.queryForRowSet(sql, args, types));
	}

	@Override
	public SqlRowSet queryForRowSet(String sql, Object... args) {
		return inSession("queryForRowSet", () -> super.queryForRowSet(sql, args));
	}

	@Override
	public int update(PreparedStatementCreator creator) {
		return inSession("update", () -> super.update(creator));
	}

	@Override
	public int update(PreparedStatementCreator creator, KeyHolder keys) {
		return inSession("update", () -> super.update(creator, keys));
	}

	@Override
	public int update(String sql, PreparedStatementSetter setter) {
		return inSession("update", () -> super.update(sql, setter));
	}

	@Override
	public int update(String sql, Object[] args, int[] types) {
		return inSession("update", () -> super.update(sql, args, types));
	}

	@Override
	public int update(String sql, Object... args) {
		return inSession("update", () -> super.update(sql, args));
	}

	@Override
	public int[] batchUpdate(String sql, BatchPreparedStatementSetter setter) {
		return inSession("batchUpdate", () -> super.batchUpdate(sql, setter));
	}

	@Override
	public int[] batchUpdate(PreparedStatementCreator creator, BatchPreparedStatementSetter setter, KeyHolder keys) {
		return inSession("batchUpdate", () -> super.batchUpdate(creator, setter, keys));
	}

	@Override
	public int[] batchUpdate(String sql, List<Object[]> batchArgs) {
		return inSession("batchUpdate", () -> super.batchUpdate(sql, batchArgs));
	}

	@Override
	public int[] batchUpdate(String sql, List<Object[]> batchArgs, int[] types) {
		return inSession("batchUpdate", () -> super.batchUpdate(sql, batchArgs, types));
	}

	@Override
	public <T> int[][] batchUpdate(String sql, Collection<T> batchArgs, int batchSize,
			ParameterizedPreparedStatementSetter<T> setter) {
		return inSession("batchUpdate", () -> super.batchUpdate(sql, batchArgs, batchSize, setter));
	}

	@Override
	public <T> T execute(CallableStatementCreator creator, CallableStatementCallback<T> callback) {
		return inSession("execute", () -> super.execute(creator, callback));
	}

	@Override
	public <T> T execute(String sql, CallableStatementCallback<T> callback) {
		return inSession("execute", () -> super.execute(sql, callback));
	}

	@Override
	public Map<String, Object> call(CallableStatementCreator creator, List<SqlParameter> parameters) {
		return inSession("call", () -> super.call(creator, parameters));
	}

	@Override
	public <T> T query(PreparedStatementCreator creator, PreparedStatementSetter setter,
			ResultSetExtractor<T> extractor) {
		return inSession("query", () -> super.query(creator, setter, extractor));
	}

	@Override
	public <T> Stream<T> queryForStream(PreparedStatementCreator creator, PreparedStatementSetter setter,
			RowMapper<T> mapper) {
		return stream(() -> super.queryForStream(creator, setter, mapper));
	}

}
