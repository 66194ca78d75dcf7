package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.jdbcguard.pool.LeaseWatch.LeftSetting;
import org.jspecify.annotations.Nullable;

/**
 * What the borrowers of one physical connection have changed through JDBC, and how it was
 * before. The pristine value is read at the first change in the life of the connection:
 * it is always brought back. Used by one borrower at a time.
 */
final class ChangedSettings {

	private final PooledRecord record;

	private final Map<Setting, Object> pristine = new EnumMap<>(Setting.class);

	private final Map<Setting, Object> current = new EnumMap<>(Setting.class);

	ChangedSettings(PooledRecord record) {
		this.record = record;
	}

	/**
	 * Change a setting, and remember it.
	 */
	void change(Setting setting, Connection connection, Object value) throws SQLException {
		remember(setting);
		setting.write(connection, value);
		this.current.put(setting, value);
	}

	/**
	 * Remember how a setting is before it is changed.
	 */
	void remember(Setting setting) throws SQLException {
		if (!this.pristine.containsKey(setting)) {
			Object value = setting.read(this.record);
			if (value != null) {
				this.pristine.put(setting, value);
			}
		}
	}

	/**
	 * Remember what a setting is to be once there is a connection again.
	 */
	void wish(Setting setting, Object value) {
		this.current.put(setting, value);
	}

	boolean isEmpty() {
		return this.current.isEmpty();
	}

	@Nullable Object current(Setting setting) {
		return this.current.get(setting);
	}

	/**
	 * What the borrower has changed so far, to be done again on another connection.
	 */
	Map<Setting, Object> takeChanges() {
		Map<Setting, Object> changes = new EnumMap<>(this.current);
		this.current.clear();
		return changes;
	}

	/**
	 * Tell what the borrower has changed and not brought back himself.
	 */
	List<LeftSetting> left() {
		List<LeftSetting> left = new ArrayList<>(1);
		this.current.forEach((setting, value) -> {
			Object before = this.pristine.get(setting);
			if (before != null && !setting.isSame(this.record, before, value)) {
				left.add(new LeftSetting(setting.property(), setting.inWords(before), setting.inWords(value)));
			}
		});
		return left;
	}

	/**
	 * Bring back what the borrower has changed and not brought back himself.
	 */
	void restore(Connection connection) throws SQLException {
		for (Map.Entry<Setting, Object> changed : this.current.entrySet()) {
			Object before = this.pristine.get(changed.getKey());
			if (before != null && !before.equals(changed.getValue())) {
				changed.getKey().restore(this.record, connection, before);
			}
		}
		this.current.clear();
	}

}
