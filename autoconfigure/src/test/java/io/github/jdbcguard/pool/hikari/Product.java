package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;

/**
 * A server with a driver.
 */
enum Product {

	POSTGRESQL("select pg_backend_pid()", "show work_mem", "set work_mem = '17MB'", "set work_mem = '9MB'"),

	MARIADB("select connection_id()", "select @@session.sql_select_limit", "set sql_select_limit = 777",
			"set sql_select_limit = 888"),

	MARIADB_BY_CONNECTOR_J("select connection_id()", "select @@session.sql_select_limit", "set sql_select_limit = 777",
			"set sql_select_limit = 888");

	final String session;

	final String variable;

	final String change;

	final String init;

	Product(String session, String variable, String change, String init) {
		this.session = session;
		this.variable = variable;
		this.change = change;
		this.init = init;
	}

	Database database() {
		if (this == POSTGRESQL) {
			return EmbeddedDatabases.postgres();
		}
		Database database = EmbeddedDatabases.mariaDb();
		return (this == MARIADB) ? database : database.withUrl(database.url().replace("jdbc:mariadb:", "jdbc:mysql:"));
	}

	void changePlace(Connection connection) throws SQLException {
		if (this == POSTGRESQL) {
			connection.setSchema("elsewhere");
		}
		else {
			connection.setCatalog("elsewhere");
		}
	}

}
