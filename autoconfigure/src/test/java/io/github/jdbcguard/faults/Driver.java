package io.github.jdbcguard.faults;

import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;

/**
 * The drivers that the faults are tried on.
 */
public enum Driver {

	/**
	 * The one of PostgreSQL.
	 */
	PGJDBC(Dialect.POSTGRES, 1),

	/**
	 * The one of MariaDB.
	 */
	MARIADB(Dialect.MARIADB, 1000),

	/**
	 * The one of MySQL, on MariaDB.
	 */
	CONNECTOR_J(Dialect.MARIADB, 1000);

	private final Dialect dialect;

	private final int unitsPerSecond;

	Driver(Dialect dialect, int unitsPerSecond) {
		this.dialect = dialect;
		this.unitsPerSecond = unitsPerSecond;
	}

	/**
	 * How to talk to the database.
	 * @return the dialect
	 */
	public Dialect dialect() {
		return this.dialect;
	}

	/**
	 * A new, empty database that is reached by this driver.
	 * @return the database
	 */
	public Database database() {
		return by((this == PGJDBC) ? EmbeddedDatabases.postgres() : EmbeddedDatabases.mariaDb());
	}

	/**
	 * Reach a database by this driver.
	 * @param database the database
	 * @return the same database
	 */
	public Database by(Database database) {
		return (this != CONNECTOR_J) ? database
				: database.withUrl(database.url().replace("jdbc:mariadb:", "jdbc:mysql:") + "?sslMode=DISABLED");
	}

	/**
	 * Let no answer take longer than this.
	 * @param database the database
	 * @param seconds the longest time in seconds
	 * @return the same database
	 */
	public Database socketTimeout(Database database, int seconds) {
		return with(database, "socketTimeout=" + seconds * this.unitsPerSecond);
	}

	/**
	 * Add a parameter to the URL of a database.
	 * @param database the database
	 * @param parameter the parameter, name and value
	 * @return the same database
	 */
	public static Database with(Database database, String parameter) {
		String url = database.url();
		return database.withUrl(url + (url.contains("?") ? "&" : "?") + parameter);
	}

}
