package io.github.jdbcguard.coexistence.batch;

import javax.sql.DataSource;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.ExtendedConnectionDataSourceProxy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A step whose cursor shares one connection with all the transactions of its chunks, one
 * after the other.
 */
@Configuration(proxyBeanMethods = false)
class SharedConnectionStep {

	static final String NAME = "shared-connection";

	@Bean(NAME)
	Step sharedConnection(JobRepository jobs, DataSource dataSource, Parts parts) {
		ExtendedConnectionDataSourceProxy shared = new ExtendedConnectionDataSourceProxy(dataSource);
		return new StepBuilder(NAME, jobs).<Integer, Integer>chunk(10)
			.transactionManager(new JdbcTransactionManager(shared))
			.reader(parts.cursor(shared).useSharedExtendedConnection(true).build())
			.writer(parts.products(NAME, shared))
			.build();
	}

}
