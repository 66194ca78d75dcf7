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
 * Enters the session that is in scope, once for each operation. Long, for Spring's
 * template has no place that all operations pass on their way in and on their way out.
 * What may be null is as Spring's template has it. Thread-safe.
 */
@NullUnmarked
final class SessionTemplate extends JdbcTemplate {

	private final SessionSource source;

	/** What does the work: its operations call each other, and not those of here. */
	private final JdbcTemplate plain;

	SessionTemplate(SessionSource source, JdbcTemplate model) {
		super(source.dataSource());
		this.source = source;
		this.plain = new JdbcTemplate(source.dataSource());
		SQLExceptionTranslator translator = model.getExceptionTranslator();
		configure(this, model, translator);
		// Copies of it have this too
		configure(this.plain, model, (task, sql, failure) -> {
			source.failed(failure);
			return translator.translate(task, sql, failure);
		});
	}

	private static void configure(JdbcTemplate template, JdbcTemplate model, SQLExceptionTranslator translator) {
		template.setExceptionTranslator(translator);
		template.setIgnoreWarnings(model.isIgnoreWarnings());
		template.setFetchSize(model.getFetchSize());
		template.setMaxRows(model.getMaxRows());
		template.setQueryTimeout(model.getQueryTimeout());
		template.setSkipResultsProcessing(model.isSkipResultsProcessing());
		template.setSkipUndeclaredResults(model.isSkipUndeclaredResults());
		template.setResultsMapCaseInsensitive(model.isResultsMapCaseInsensitive());
	}

	/**
	 * A template on the same DataSource with the same settings, for those who enter the
	 * session themselves.
	 */
	JdbcTemplate plain() {
		return this.plain;
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
		return inSession("execute", () -> this.plain.execute(callback));
	}

	@Override
	public <T> T execute(StatementCallback<T> callback) {
		return inSession("execute", () -> this.plain.execute(callback));
	}

	@Override
	public void execute(String sql) {
		runInSession("execute", () -> this.plain.execute(sql));
	}

	@Override
	public <T> T query(String sql, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> this.plain.query(sql, extractor));
	}

	@Override
	public void query(String sql, RowCallbackHandler handler) {
		runInSession("query", () -> this.plain.query(sql, handler));
	}

	@Override
	public <T> List<T> query(String sql, RowMapper<T> mapper) {
		return inSession("query", () -> this.plain.query(sql, mapper));
	}

	@Override
	public <T> Stream<T> queryForStream(String sql, RowMapper<T> mapper) {
		return stream(() -> this.plain.queryForStream(sql, mapper));
	}

	@Override
	public <T> T queryForObject(String sql, RowMapper<T> mapper) {
		return inSession("queryForObject", () -> this.plain.queryForObject(sql, mapper));
	}

	@Override
	public <T> T queryForObject(String sql, Class<T> type) {
		return inSession("queryForObject", () -> this.plain.queryForObject(sql, type));
	}

	@Override
	public Map<String, Object> queryForMap(String sql) {
		return inSession("queryForMap", () -> this.plain.queryForMap(sql));
	}

	@Override
	public <T> List<T> queryForList(String sql, Class<T> type) {
		return inSession("queryForList", () -> this.plain.queryForList(sql, type));
	}

	@Override
	public List<Map<String, Object>> queryForList(String sql) {
		return inSession("queryForList", () -> this.plain.queryForList(sql));
	}

	@Override
	public SqlRowSet queryForRowSet(String sql) {
		return inSession("queryForRowSet", () -> this.plain.queryForRowSet(sql));
	}

	@Override
	public int update(String sql) {
		return inSession("update", () -> this.plain.update(sql));
	}

	@Override
	public int[] batchUpdate(String... sql) {
		return inSession("batchUpdate", () -> this.plain.batchUpdate(sql));
	}

	@Override
	public <T> T execute(PreparedStatementCreator creator, PreparedStatementCallback<T> callback) {
		return inSession("execute", () -> this.plain.execute(creator, callback));
	}

	@Override
	public <T> T execute(String sql, PreparedStatementCallback<T> callback) {
		return inSession("execute", () -> this.plain.execute(sql, callback));
	}

	@Override
	public <T> T query(PreparedStatementCreator creator, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> this.plain.query(creator, extractor));
	}

	@Override
	public <T> T query(String sql, PreparedStatementSetter setter, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> this.plain.query(sql, setter, extractor));
	}

	@Override
	public <T> T query(String sql, Object[] args, int[] types, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> this.plain.query(sql, args, types, extractor));
	}

	@Override
	@Deprecated
	public <T> T query(String sql, Object[] args, ResultSetExtractor<T> extractor) {
		return inSession("query", () -> this.plain.query(sql, args, extractor));
	}

	@Override
	public <T> T query(String sql, ResultSetExtractor<T> extractor, Object... args) {
		return inSession("query", () -> this.plain.query(sql, extractor, args));
	}

	@Override
	public void query(PreparedStatementCreator creator, RowCallbackHandler handler) {
		runInSession("query", () -> this.plain.query(creator, handler));
	}

	@Override
	public void query(String sql, PreparedStatementSetter setter, RowCallbackHandler handler) {
		runInSession("query", () -> this.plain.query(sql, setter, handler));
	}

	@Override
	public void query(String sql, Object[] args, int[] types, RowCallbackHandler handler) {
		runInSession("query", () -> this.plain.query(sql, args, types, handler));
	}

	@Override
	@Deprecated
	public void query(String sql, Object[] args, RowCallbackHandler handler) {
		runInSession("query", () -> this.plain.query(sql, args, handler));
	}

	@Override
	public void query(String sql, RowCallbackHandler handler, Object... args) {
		runInSession("query", () -> this.plain.query(sql, handler, args));
	}

	@Override
	public <T> List<T> query(PreparedStatementCreator creator, RowMapper<T> mapper) {
		return inSession("query", () -> this.plain.query(creator, mapper));
	}

	@Override
	public <T> List<T> query(String sql, PreparedStatementSetter setter, RowMapper<T> mapper) {
		return inSession("query", () -> this.plain.query(sql, setter, mapper));
	}

	@Override
	public <T> List<T> query(String sql, Object[] args, int[] types, RowMapper<T> mapper) {
		return inSession("query", () -> this.plain.query(sql, args, types, mapper));
	}

	@Override
	@Deprecated
	public <T> List<T> query(String sql, Object[] args, RowMapper<T> mapper) {
		return inSession("query", () -> this.plain.query(sql, args, mapper));
	}

	@Override
	public <T> List<T> query(String sql, RowMapper<T> mapper, Object... args) {
		return inSession("query", () -> this.plain.query(sql, mapper, args));
	}

	@Override
	public <T> Stream<T> queryForStream(PreparedStatementCreator creator, RowMapper<T> mapper) {
		return stream(() -> this.plain.queryForStream(creator, mapper));
	}

	@Override
	public <T> Stream<T> queryForStream(String sql, PreparedStatementSetter setter, RowMapper<T> mapper) {
		return stream(() -> this.plain.queryForStream(sql, setter, mapper));
	}

	@Override
	public <T> Stream<T> queryForStream(String sql, RowMapper<T> mapper, Object... args) {
		return stream(() -> this.plain.queryForStream(sql, mapper, args));
	}

	@Override
	public <T> T queryForObject(String sql, Object[] args, int[] types, RowMapper<T> mapper) {
		return inSession("queryForObject", () -> this.plain.queryForObject(sql, args, types, mapper));
	}

	@Override
	@Deprecated
	public <T> T queryForObject(String sql, Object[] args, RowMapper<T> mapper) {
		return inSession("queryForObject", () -> this.plain.queryForObject(sql, args, mapper));
	}

	@Override
	public <T> T queryForObject(String sql, RowMapper<T> mapper, Object... args) {
		return inSession("queryForObject", () -> this.plain.queryForObject(sql, mapper, args));
	}

	@Override
	public <T> T queryForObject(String sql, Object[] args, int[] types, Class<T> type) {
		return inSession("queryForObject", () -> this.plain.queryForObject(sql, args, types, type));
	}

	@Override
	@Deprecated
	public <T> T queryForObject(String sql, Object[] args, Class<T> type) {
		return inSession("queryForObject", () -> this.plain.queryForObject(sql, args, type));
	}

	@Override
	public <T> T queryForObject(String sql, Class<T> type, Object... args) {
		return inSession("queryForObject", () -> this.plain.queryForObject(sql, type, args));
	}

	@Override
	public Map<String, Object> queryForMap(String sql, Object[] args, int[] types) {
		return inSession("queryForMap", () -> this.plain.queryForMap(sql, args, types));
	}

	@Override
	public Map<String, Object> queryForMap(String sql, Object... args) {
		return inSession("queryForMap", () -> this.plain.queryForMap(sql, args));
	}

	@Override
	public <T> List<T> queryForList(String sql, Object[] args, int[] types, Class<T> type) {
		return inSession("queryForList", () -> this.plain.queryForList(sql, args, types, type));
	}

	@Override
	@Deprecated
	public <T> List<T> queryForList(String sql, Object[] args, Class<T> type) {
		return inSession("queryForList", () -> this.plain.queryForList(sql, args, type));
	}

	@Override
	public <T> List<T> queryForList(String sql, Class<T> type, Object... args) {
		return inSession("queryForList", () -> this.plain.queryForList(sql, type, args));
	}

	@Override
	public List<Map<String, Object>> queryForList(String sql, Object[] args, int[] types) {
		return inSession("queryForList", () -> this.plain.queryForList(sql, args, types));
	}

	@Override
	public List<Map<String, Object>> queryForList(String sql, Object... args) {
		return inSession("queryForList", () -> this.plain.queryForList(sql, args));
	}

	@Override
	public SqlRowSet queryForRowSet(String sql, Object[] args, int[] types) {
		return inSession("queryForRowSet", () -> this.plain.queryForRowSet(sql, args, types));
	}

	@Override
	public SqlRowSet queryForRowSet(String sql, Object... args) {
		return inSession("queryForRowSet", () -> this.plain.queryForRowSet(sql, args));
	}

	@Override
	public int update(PreparedStatementCreator creator) {
		return inSession("update", () -> this.plain.update(creator));
	}

	@Override
	public int update(PreparedStatementCreator creator, KeyHolder keys) {
		return inSession("update", () -> this.plain.update(creator, keys));
	}

	@Override
	public int update(String sql, PreparedStatementSetter setter) {
		return inSession("update", () -> this.plain.update(sql, setter));
	}

	@Override
	public int update(String sql, Object[] args, int[] types) {
		return inSession("update", () -> this.plain.update(sql, args, types));
	}

	@Override
	public int update(String sql, Object... args) {
		return inSession("update", () -> this.plain.update(sql, args));
	}

	@Override
	public int[] batchUpdate(String sql, BatchPreparedStatementSetter setter) {
		return inSession("batchUpdate", () -> this.plain.batchUpdate(sql, setter));
	}

	@Override
	public int[] batchUpdate(PreparedStatementCreator creator, BatchPreparedStatementSetter setter, KeyHolder keys) {
		return inSession("batchUpdate", () -> this.plain.batchUpdate(creator, setter, keys));
	}

	@Override
	public int[] batchUpdate(String sql, List<Object[]> batchArgs) {
		return inSession("batchUpdate", () -> this.plain.batchUpdate(sql, batchArgs));
	}

	@Override
	public int[] batchUpdate(String sql, List<Object[]> batchArgs, int[] types) {
		return inSession("batchUpdate", () -> this.plain.batchUpdate(sql, batchArgs, types));
	}

	@Override
	public <T> int[][] batchUpdate(String sql, Collection<T> batchArgs, int batchSize,
			ParameterizedPreparedStatementSetter<T> setter) {
		return inSession("batchUpdate", () -> this.plain.batchUpdate(sql, batchArgs, batchSize, setter));
	}

	@Override
	public <T> T execute(CallableStatementCreator creator, CallableStatementCallback<T> callback) {
		return inSession("execute", () -> this.plain.execute(creator, callback));
	}

	@Override
	public <T> T execute(String sql, CallableStatementCallback<T> callback) {
		return inSession("execute", () -> this.plain.execute(sql, callback));
	}

	@Override
	public Map<String, Object> call(CallableStatementCreator creator, List<SqlParameter> parameters) {
		return inSession("call", () -> this.plain.call(creator, parameters));
	}

	@Override
	public <T> T query(PreparedStatementCreator creator, PreparedStatementSetter setter,
			ResultSetExtractor<T> extractor) {
		return inSession("query", () -> this.plain.query(creator, setter, extractor));
	}

	@Override
	public <T> Stream<T> queryForStream(PreparedStatementCreator creator, PreparedStatementSetter setter,
			RowMapper<T> mapper) {
		return stream(() -> this.plain.queryForStream(creator, setter, mapper));
	}

}
