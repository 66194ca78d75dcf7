package io.github.jdbcguard.autoconfigure;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Two DataSources that are bound to properties of the application.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties
class BoundToProperties {

	@Bean
	@ConfigurationProperties("app.orders")
	HikariDataSource orders() {
		return Applications.newPool();
	}

	@Bean
	@ConfigurationProperties("app.customers")
	DataSource customers() {
		return Applications.newPool();
	}

}
