package io.github.jdbcguard.test;

import java.sql.Connection;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.autoconfigure.JdbcGuardAutoConfiguration;
import io.github.jdbcguard.pool.GuardedDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GuardedPools}.
 */
class GuardedPoolsTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JdbcGuardAutoConfiguration.class));

	@Test
	void ofAScopeAreTheSameEachTime() {
		this.application
			.withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
			.withUserConfiguration(Scoped.class)
			.run((context) -> assertThat(GuardedPools.in(context)).hasSize(1).isEqualTo(GuardedPools.in(context)));
	}

	@Test
	void areThoseOfParentsToo() {
		this.application.withUserConfiguration(Single.class)
			.run((parent) -> new ApplicationContextRunner().withParent(parent)
				.run((context) -> assertThat(GuardedPools.in(context))
					.containsExactly(parent.getBean(GuardedDataSource.class))));
	}

	@Test
	void areNotMadeForThis() {
		this.application.withUserConfiguration(Late.class).run((context) -> {
			assertThat(GuardedPools.in(context)).isEmpty();
			assertThat(context.getBeanFactory().containsSingleton("late")).isFalse();
			GuardedDataSource late = context.getBean("late", GuardedDataSource.class);
			assertThat(GuardedPools.in(context)).containsExactly(late);
		});
	}

	@Test
	void areNotThoseOfAContextThatIsClosed() {
		this.application.withUserConfiguration(Single.class).run((context) -> {
			context.close();
			assertThat(GuardedPools.in(context.getSourceApplicationContext())).isEmpty();
		});
	}

	@Test
	void areNotBehindADataSourceThatCannotSay() {
		assertThat(GuardedPools.behind(new AbstractDataSource() {

			@Override
			public Connection getConnection() {
				throw new IllegalStateException("not now");
			}

			@Override
			public Connection getConnection(String user, String password) {
				return getConnection();
			}

			@Override
			public boolean isWrapperFor(Class<?> type) {
				throw new IllegalStateException("not now");
			}

		})).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class Single {

		@Bean
		HikariDataSource single() {
			return new HikariDataSource();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Late {

		@Bean
		@Lazy
		HikariDataSource late() {
			return new HikariDataSource();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		HikariDataSource scoped() {
			return new HikariDataSource();
		}

	}

}
