package io.github.jdbcguard.autoconfigure.session;

import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

/**
 * Whether connections of a DataSource come with autocommit. In a class of its own, for
 * HikariCP may be absent.
 */
final class HikariAutocommit {

	private HikariAutocommit() {
	}

	static boolean isOn(DataSource dataSource) {
		try {
			return !dataSource.isWrapperFor(HikariDataSource.class)
					|| dataSource.unwrap(HikariDataSource.class).isAutoCommit();
		}
		catch (SQLException | RuntimeException ex) {
			return true;
		}
	}

}
