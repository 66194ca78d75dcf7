package io.github.jdbcguard.coexistence.sharing;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A second DataSource of an application, by its qualifier, with its transaction manager.
 */
@Configuration(proxyBeanMethods = false)
class Archive {

	@Bean(defaultCandidate = false)
	DataSource archive(DataSourceProperties properties) {
		return properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
	}

	@Bean(defaultCandidate = false)
	PlatformTransactionManager archiveManager(@Qualifier("archive") DataSource archive) {
		return new JdbcTransactionManager(archive);
	}

}
