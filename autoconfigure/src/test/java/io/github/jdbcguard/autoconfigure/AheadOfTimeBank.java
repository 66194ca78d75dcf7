package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.TransactionalScope;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A program with two DataSources that is prepared ahead of time. Says on which database
 * each session works.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ JdbcGuardAutoConfiguration.class, JdbcGuardSessionAutoConfiguration.class })
public class AheadOfTimeBank {

	static final String LEDGER = "jdbc:h2:mem:aheadledger";

	static final String ARCHIVE = "jdbc:h2:mem:aheadarchive";

	/**
	 * Runs the program.
	 * @param args the command line options
	 * @throws Exception if it cannot work
	 */
	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext application = SpringApplication.run(AheadOfTimeBank.class, args)) {
			application.getBean(Clerk.class).report();
		}
	}

	@Bean
	@Primary
	DataSource ledger() {
		return pool(LEDGER);
	}

	@Bean
	DataSource archive() {
		return pool(ARCHIVE);
	}

	@Bean
	PlatformTransactionManager ledgerManager(@Qualifier("ledger") DataSource dataSource) {
		return new JdbcTransactionManager(dataSource);
	}

	@Bean
	PlatformTransactionManager archiveManager(@Qualifier("archive") DataSource dataSource) {
		return new JdbcTransactionManager(dataSource);
	}

	@Bean
	Clerk clerk(DataSource dataSource, JdbcSession session, @Qualifier("archive") JdbcSession archive,
			TransactionalScope transactions, @Qualifier("archive") TransactionalScope archiving) {
		return new Clerk(dataSource, session, archive, transactions, archiving);
	}

	private static HikariDataSource pool(String url) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		return pool;
	}

	/**
	 * Works with both.
	 */
	record Clerk(DataSource dataSource, JdbcSession session, JdbcSession archive, TransactionalScope transactions,
			TransactionalScope archiving) {

		void report() throws Exception {
			System.out.println("guarded: " + this.dataSource.isWrapperFor(GuardedDataSource.class));
			this.transactions.run((inScope) -> System.out.println("primary: " + url(this.session.operations())));
			this.archiving.run((inScope) -> System.out.println("archive: " + url(this.archive.operations())));
		}

		private static String url(JdbcOperations operations) {
			return String.valueOf(operations.execute((Connection connection) -> connection.getMetaData().getURL()));
		}

	}

}
