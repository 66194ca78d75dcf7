package io.github.jdbcguard.autoconfigure;

import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * DataSources that cannot be guarded, or may not.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnguardedDataSourcesTests {

	private static void assertThatItIsLeftAlone(DataSource dataSource, String reason, CapturedOutput output) {
		Applications.guarded().withBean("legacy", DataSource.class, () -> dataSource).run((context) -> {
			assertThat(context.getBean(DataSource.class)).isSameAs(dataSource);
			assertThat(output).containsOnlyOnce(
					"DataSource 'legacy' is not guarded: " + reason + " (" + dataSource.getClass().getName() + ")");
			assertThat(output).doesNotContain("Guarding").doesNotContain("WARN");
		});
	}

	private static Set<Thread> ownThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("jdbc-guard"))
			.collect(Collectors.toSet());
	}

	@Nested
	class AreLeftAloneWithTheReasonWhy {

		@Test
		void otherPools(CapturedOutput output) {
			assertThatItIsLeftAlone(JdbcConnectionPool.create(Applications.newDatabase(), "sa", ""),
					"it is no HikariCP pool", output);
		}

		@Test
		void dataSourcesWithoutAPool(CapturedOutput output) {
			assertThatItIsLeftAlone(new DriverManagerDataSource(Applications.newDatabase()),
					"it has no pool, each of its connections is new", output);
		}

		@Test
		void driversWithoutAPool(CapturedOutput output) {
			assertThatItIsLeftAlone(new SimpleDriverDataSource(new org.h2.Driver(), Applications.newDatabase()),
					"it has no pool, each of its connections is new", output);
		}

		@Test
		void embeddedDatabases(CapturedOutput output) {
			assertThatItIsLeftAlone(new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).build(),
					"it has no pool, each of its connections is new", output);
		}

		@Test
		void dataSourcesOfASingleConnection(CapturedOutput output) {
			assertThatItIsLeftAlone(new SingleConnectionDataSource(Applications.newDatabase(), false),
					"it has one connection and decides itself when to close it", output);
		}

		@Test
		void distributedTransactions(CapturedOutput output) {
			JdbcDataSource dataSource = new JdbcDataSource();
			dataSource.setUrl(Applications.newDatabase());
			Applications.guarded().withBean("legacy", XADataSource.class, () -> dataSource).run((context) -> {
				assertThat(context.getBean(XADataSource.class)).isSameAs(dataSource);
				assertThat(output).containsOnlyOnce("DataSource 'legacy' is not guarded: its connections belong to a "
						+ "transaction manager (it is an XADataSource, org.h2.jdbcx.JdbcDataSource)");
			});
		}

	}

	@Nested
	class AreLeftAloneWithoutAWord {

		@Test
		void wrappersOfGuardedDataSources(CapturedOutput output) {
			Applications.guarded().withUserConfiguration(KindsOfDataSource.WrapperOverBean.class).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("Guarding DataSource 'orders'").doesNotContain("'wrapper'");
			});
		}

	}

	@Nested
	class SwitchedOff {

		@Test
		void leavesNoTraceOfTheLibrary(CapturedOutput output) {
			Applications.guarded().withPropertyValues("jdbc-guard.enabled=false").run((context) -> {
				assertThat(context.getBean(DataSource.class)).isExactlyInstanceOf(HikariDataSource.class);
				context.getBean(DataSource.class).getConnection().close();
				assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.contains("jdbcGuard"));
				assertThat(context.getBeansOfType(Object.class).values())
					.noneMatch((bean) -> bean.getClass().getName().startsWith("io.github.jdbcguard."));
				assertThat(output).doesNotContain("i.g.jdbcguard").doesNotContain("i.g.j.");
			});
		}

		@Test
		void startsNoThread() {
			Set<Thread> before = ownThreads();
			Applications.guarded().withPropertyValues("jdbc-guard.enabled=false").run((context) -> {
				context.getBean(DataSource.class).getConnection().close();
				assertThat(before).containsAll(ownThreads());
			});
		}

	}

	@Nested
	class Excluded {

		@Test
		void leavesThePoolExactlyAsItWas(CapturedOutput output) {
			Set<Thread> before = ownThreads();
			Applications.guarded().withPropertyValues("jdbc-guard.exclude=data-source").run((context) -> {
				assertThat(context.getBean(DataSource.class)).isExactlyInstanceOf(HikariDataSource.class);
				context.getBean(DataSource.class).getConnection().close();
				assertThat(output).doesNotContain("i.g.j.");
				assertThat(before).containsAll(ownThreads());
			});
		}

		@Test
		void leavesTheOthersGuarded() {
			Applications.guarded()
				.withUserConfiguration(KindsOfDataSource.Two.class)
				.withPropertyValues("jdbc-guard.exclude=CUSTOMERS")
				.run((context) -> {
					assertThat(context.getBean("customers")).isExactlyInstanceOf(HikariDataSource.class);
					assertThat(context.getBean("orders")).isNotExactlyInstanceOf(HikariDataSource.class);
				});
		}

	}

}
