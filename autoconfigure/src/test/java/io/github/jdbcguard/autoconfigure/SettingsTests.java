package io.github.jdbcguard.autoconfigure;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.github.jdbcguard.pool.ForeignConnectionException;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;
import io.github.jdbcguard.process.IncarnationDetector;
import io.github.jdbcguard.process.ProcessIdentity;
import io.github.jdbcguard.process.ProcessMonitor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What the properties, and the beans beside them, bring about.
 */
class SettingsTests {

	private static GuardedDataSource dataSource(ApplicationContext context, String name) {
		return context.getBean(name, GuardedDataSource.class);
	}

	private static long opened(GuardedDataSource dataSource) {
		return dataSource.snapshot().counters().opened();
	}

	/**
	 * Whether a new incarnation makes the pool replace its connections.
	 */
	private static boolean notices(ApplicationContext context, GuardedDataSource dataSource) throws SQLException {
		dataSource.getConnection().close();
		long before = dataSource.snapshot().incarnation().number();
		context.getBean(ProcessMonitor.class).declareNewIncarnation("the test says so");
		dataSource.getConnection().close();
		return dataSource.snapshot().incarnation().number() > before
				&& dataSource.snapshot().counters().abandoned() > 0;
	}

	@Nested
	class Defaults {

		@Test
		void replaceForeignConnectionsAtOnce() {
			Applications.guarded().run((context) -> {
				GuardedDataSource dataSource = dataSource(context, "dataSource");
				assertThat(dataSource.snapshot().policy()).isEqualTo(PoolPolicy.defaults());
				assertThat(notices(context, dataSource)).isTrue();
			});
		}

	}

	@Nested
	class ForAllDataSources {

		@Test
		void aForeignConnectionMayFailTheCheckout() {
			Applications.guarded()
				.withPropertyValues("jdbc-guard.process.on-foreign-connection=fail")
				.run((context) -> {
					GuardedDataSource dataSource = dataSource(context, "dataSource");
					dataSource.getConnection().close();
					context.getBean(ProcessMonitor.class).declareNewIncarnation("the test says so");
					assertThatExceptionOfType(ForeignConnectionException.class).isThrownBy(dataSource::getConnection);
				});
		}

		@Test
		void reconnectsMayBeSpread() {
			Applications.guarded()
				.withPropertyValues("jdbc-guard.process.reconnect-spread=50ms")
				.run((context) -> assertThat(dataSource(context, "dataSource").snapshot().policy())
					.isEqualTo(PoolPolicy.builder()
						.onForeignConnection(OnForeignConnection.REPLACE)
						.reconnectSpread(Duration.ofMillis(50))
						.build()));
		}

		@Test
		void theProcessGuardMayBeOff() {
			Applications.guarded().withPropertyValues("jdbc-guard.process.enabled=false").run((context) -> {
				GuardedDataSource dataSource = dataSource(context, "dataSource");
				dataSource.getConnection().close();
				assertThatExceptionOfType(IllegalStateException.class)
					.isThrownBy(() -> context.getBean(ProcessMonitor.class).declareNewIncarnation("in vain"))
					.withMessageContaining("jdbc-guard.process.enabled=false");
			});
		}

	}

	@Nested
	class ForOneDataSource {

		private final ApplicationContextRunner two = Applications.guarded()
			.withUserConfiguration(KindsOfDataSource.Two.class);

		@Test
		void theProcessGuardMayBeOffWhileItIsOnForTheOthers() {
			this.two.withPropertyValues("jdbc-guard.datasources.orders.process.enabled=false").run((context) -> {
				assertThat(notices(context, dataSource(context, "orders"))).isFalse();
				assertThat(notices(context, dataSource(context, "customers"))).isTrue();
			});
		}

		@Test
		void theProcessGuardMayBeOnWhileItIsOffForTheOthers() {
			this.two
				.withPropertyValues("jdbc-guard.process.enabled=false",
						"jdbc-guard.datasources.orders.process.enabled=true")
				.run((context) -> {
					assertThat(notices(context, dataSource(context, "orders"))).isTrue();
					assertThat(notices(context, dataSource(context, "customers"))).isFalse();
				});
		}

		@Test
		void whatIsNotSetIsAsForAll() {
			this.two
				.withPropertyValues("jdbc-guard.process.reconnect-spread=50ms",
						"jdbc-guard.datasources.orders.process.on-foreign-connection=fail")
				.run((context) -> {
					assertThat(dataSource(context, "orders").snapshot().policy()).isEqualTo(PoolPolicy.builder()
						.onForeignConnection(OnForeignConnection.FAIL)
						.reconnectSpread(Duration.ofMillis(50))
						.build());
					assertThat(dataSource(context, "customers").snapshot().policy()).isEqualTo(PoolPolicy.builder()
						.onForeignConnection(OnForeignConnection.REPLACE)
						.reconnectSpread(Duration.ofMillis(50))
						.build());
				});
		}

		@Test
		void aMannerOfWatchingOfItsOwnStillHearsOfEveryNewIncarnation() {
			this.two
				.withPropertyValues("jdbc-guard.datasources.orders.process.fork-check=always",
						"jdbc-guard.datasources.customers.process.freeze-threshold=0")
				.run((context) -> {
					assertThat(notices(context, dataSource(context, "orders"))).isTrue();
					assertThat(notices(context, dataSource(context, "customers"))).isTrue();
				});
		}

		@Test
		void theNameMayComeFromAnEnvironmentVariable() {
			this.two
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.replace("systemEnvironment",
							new SystemEnvironmentPropertySource("systemEnvironment",
									Map.of("JDBCGUARD_DATASOURCES_ORDERS_PROCESS_ONFOREIGNCONNECTION", "fail"))))
				.run((context) -> assertThat(dataSource(context, "orders").snapshot().policy().onForeignConnection())
					.isEqualTo(OnForeignConnection.FAIL));
		}

	}

	@Nested
	class BeansOfTheApplication {

		@Test
		void mayTellTheIdentityOfTheProcess() {
			AtomicReference<Incarnation> life = new AtomicReference<>(
					Incarnation.of(1, Origin.STARTED, "machine 1", "started"));
			Applications.guarded().withBean("own", ProcessIdentity.class, () -> life::get).run((context) -> {
				assertThat(context.getBean(ProcessIdentity.class)).isSameAs(context.getBean("own"));
				GuardedDataSource dataSource = dataSource(context, "dataSource");
				dataSource.getConnection().close();
				long before = opened(dataSource);
				life.set(Incarnation.of(2, Origin.RESTORED, "machine 2", "moved"));
				dataSource.getConnection().close();
				assertThat(opened(dataSource)).isGreaterThan(before);
				assertThat(dataSource.snapshot().incarnation().identity()).isEqualTo("machine 2");
			});
		}

		@Test
		void mayAskForTheIdentityOfTheProcess() {
			Applications.guarded().run((context) -> {
				ProcessIdentity identity = context.getBean(ProcessIdentity.class);
				assertThat(identity.current()).isSameAs(context.getBean(ProcessMonitor.class).incarnation());
			});
		}

		@Test
		void mayDetectNewIncarnations() {
			AtomicInteger counter = new AtomicInteger();
			Applications.guarded().withBean(IncarnationDetector.class, () -> counter::get).run((context) -> {
				ProcessMonitor monitor = context.getBean(ProcessMonitor.class);
				assertThat(monitor.incarnation().number()).isOne();
				counter.incrementAndGet();
				await().untilAsserted(() -> assertThat(monitor.incarnation().number()).isEqualTo(2));
			});
		}

		@Test
		void mayReplaceTheMonitor() {
			Applications.guarded().withBean("own", ProcessMonitor.class, ProcessMonitor::none).run((context) -> {
				assertThat(context).hasSingleBean(ProcessMonitor.class);
				dataSource(context, "dataSource").getConnection().close();
			});
		}

	}

	@Nested
	class TheMonitor {

		@Test
		void stopsWithTheApplication() {
			Set<Thread> before = heartbeats();
			Set<Thread> started = new HashSet<>();
			Applications.guarded().run((context) -> {
				started.addAll(heartbeats());
				started.removeAll(before);
				assertThat(started).hasSize(1);
			});
			await().until(() -> started.stream().noneMatch(Thread::isAlive));
		}

		private static Set<Thread> heartbeats() {
			return Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().equals("jdbc-guard-heartbeat"))
				.collect(Collectors.toSet());
		}

	}

}
