package io.github.jdbcguard.autoconfigure.pool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionReset}.
 */
class SessionResetTests {

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://host/h2", "jdbc:mariadb://host:3306/db", "jdbc:mysql://host/db",
			"jdbc:mysql:loadbalance://one,two/db", "jdbc:aws-wrapper:postgresql://host/db",
			"jdbc:tc:postgresql:18:///db", "jdbc:tc:mariadb:11:///db", "jdbc:p6spy:mysql://host/db",
			"jdbc:otel:mariadb://host/db", "JDBC:PostgreSQL://host/db" })
	void isPossibleOnDatabasesThatCan(String url) {
		assertThat(SessionReset.unableDatabase(url)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "jdbc:h2:mem:postgresql,h2", "jdbc:hsqldb:mem:db,hsqldb", "jdbc:derby:db,derby",
			"jdbc:oracle:thin:@host:1521:mysql,oracle", "jdbc:sqlserver://host:1433,sqlserver",
			"jdbc:jtds:sqlserver://host/db,jtds", "jdbc:db2://host:50000/db,db2", "jdbc:p6spy:h2:mem:db,h2",
			"jdbc:tc:oracle:///db,oracle", "jdbc:sqlite:mysql.db,sqlite" })
	void isImpossibleOnDatabasesThatCannot(String url, String database) {
		assertThat(SessionReset.unableDatabase(url)).isEqualTo(database);
	}

	@Test
	void isLeftToTheFirstConnectionWhereTheUrlDoesNotTell() {
		assertThat(SessionReset.unableDatabase(null)).isNull();
		assertThat(SessionReset.unableDatabase("jdbc:yugabytedb://host/db")).isNull();
	}

}
