package io.github.jdbcguard.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * The ways in which applications come by HikariCP pools.
 */
final class KindsOfDataSource {

	private KindsOfDataSource() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		DataSource customers() {
			return Applications.newPool();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties
	static class BuiltAndBound {

		@Bean
		@ConfigurationProperties("orders")
		DataSource orders() {
			return DataSourceBuilder.create().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Derived {

		@Bean
		@Primary
		HikariDataSource dataSource() {
			return Applications.newPool();
		}

		@Bean
		DataSource derived(DataSource dataSource) {
			return DataSourceBuilder.derivedFrom(dataSource).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoNames {

		@Bean
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		@Primary
		DataSource main(@Qualifier("orders") DataSource orders) {
			return orders;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Eager {

		@Bean
		DataSource dataSource() {
			HikariDataSource pool = new HikariDataSource(Applications.newConfig());
			JdbcTemplate template = new JdbcTemplate(pool);
			template.execute("create table account (name varchar(10))");
			template.update("insert into account values ('first')");
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RouterOverBeans {

		@Bean
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		@Primary
		Router router(@Qualifier("orders") DataSource orders) {
			Router router = new Router();
			router.setTargetDataSources(Map.of("orders", orders));
			return router;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RouterOverPools {

		final Map<Object, Object> targets = new HashMap<>();

		@Bean
		Router router() {
			HikariDataSource orders = Applications.newPool();
			this.targets.put("orders", orders);
			this.targets.put("customers", Applications.newPool());
			Router router = new Router();
			router.setTargetDataSources(this.targets);
			router.setDefaultTargetDataSource(orders);
			return router;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrapperOverPool {

		@Bean
		TransactionAwareDataSourceProxy wrapper() {
			return new TransactionAwareDataSourceProxy(Applications.newPool());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrapperOverBean {

		@Bean
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		@Primary
		TransactionAwareDataSourceProxy wrapper(@Qualifier("orders") DataSource orders) {
			return new TransactionAwareDataSourceProxy(orders);
		}

	}

	static class Router extends AbstractRoutingDataSource {

		@Override
		protected Object determineCurrentLookupKey() {
			return "orders";
		}

	}

}
