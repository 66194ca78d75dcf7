package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Which database server answers at the other end of a connection, as far as the guard has
 * to know.
 * <p>
 * pgjdbc calls everything it talks to PostgreSQL, so that CockroachDB, YugabyteDB,
 * Redshift and PostgreSQL behind a pooler are {@link #POSTGRESQL} here: they speak its
 * protocol and send its codes. What one of them lacks shows when it is asked for: no
 * timeouts are known of it, or its sessions cannot be reset. An immutable enum, safe for
 * use by any thread.
 */
public enum DatabaseServer {

	/**
	 * PostgreSQL, and what pgjdbc takes for it.
	 */
	POSTGRESQL,

	/**
	 * MariaDB, by whichever driver.
	 */
	MARIADB,

	/**
	 * MySQL, by whichever driver.
	 */
	MYSQL,

	/**
	 * Oracle Database.
	 */
	ORACLE,

	/**
	 * Any other.
	 */
	OTHER;

	/**
	 * Tell the server from what the driver knows of it since the connection was opened:
	 * nothing is sent.
	 * @param raw the driver's connection
	 * @return the server
	 * @throws SQLException if the driver does not tell, for example because the
	 * connection is closed
	 */
	public static DatabaseServer of(Connection raw) throws SQLException {
		DatabaseMetaData metaData = raw.getMetaData();
		return switch (lowerCase(metaData.getDatabaseProductName())) {
			case "postgresql" -> POSTGRESQL;
			case "mariadb" -> MARIADB;
			// MySQL Connector/J calls MariaDB so too, and tells it only in the version
			case "mysql" -> lowerCase(metaData.getDatabaseProductVersion()).contains("mariadb") ? MARIADB : MYSQL;
			case "oracle" -> ORACLE;
			default -> OTHER;
		};
	}

	boolean isMySqlFamily() {
		return this == MARIADB || this == MYSQL;
	}

	private static String lowerCase(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

}
