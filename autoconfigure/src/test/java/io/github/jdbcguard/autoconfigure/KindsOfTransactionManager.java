package io.github.jdbcguard.autoconfigure;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

/**
 * The transaction managers that applications may have.
 */
final class KindsOfTransactionManager {

	private KindsOfTransactionManager() {
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnManager {

		@Bean
		DataSourceTransactionManager ownManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoNames {

		@Bean
		PlatformTransactionManager otherName(@Qualifier("ownManager") PlatformTransactionManager ownManager) {
			return ownManager;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(KindsOfDataSource.Two.class)
	static class TwoManagers {

		@Bean
		PlatformTransactionManager ofOrders(@Qualifier("orders") DataSource orders) {
			return new DataSourceTransactionManager(orders);
		}

		@Bean
		PlatformTransactionManager ofCustomers(@Qualifier("customers") DataSource customers) {
			return new JdbcTransactionManager(customers);
		}

	}

	/**
	 * Knows nothing of databases.
	 */
	@SuppressWarnings("serial")
	static class StrangeManager extends AbstractPlatformTransactionManager {

		static int made;

		StrangeManager() {
			made++;
		}

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

	/**
	 * Takes no listeners.
	 */
	static class NotConfigurable implements PlatformTransactionManager {

		@Override
		public TransactionStatus getTransaction(TransactionDefinition definition) {
			return new SimpleTransactionStatus();
		}

		@Override
		public void commit(TransactionStatus status) {
		}

		@Override
		public void rollback(TransactionStatus status) {
		}

	}

}
