package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.BoundaryViolationEvent;
import io.github.jdbcguard.boundary.BoundaryViolationException;
import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.boundary.ViolationListener;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * How the boundary rules come to hold in an application, and who hears of what breaks
 * them.
 */
@ExtendWith(OutputCaptureExtension.class)
class BoundaryRulesTests {

	private static final String PATROL = "jdbc-guard-patrol";

	private final ApplicationContextRunner application = Applications.guarded().withUserConfiguration(Ears.class);

	private List<Thread> ofOthers = List.of();

	/**
	 * Applications of other tests may live on in this JVM.
	 */
	@BeforeEach
	void knowTheThreadsOfOthers() {
		this.ofOthers = allPatrols();
	}

	private static void leaveReadOnly(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			connection.setReadOnly(true);
		}
	}

	private static void leaveReadOnly(ApplicationContext context) throws SQLException {
		leaveReadOnly(context.getBean(DataSource.class));
	}

	private static boolean hasGuard(ApplicationContext context) {
		return ((ConfigurableApplicationContext) context).getBeanFactory().containsSingleton("jdbcGuardBoundaryGuard");
	}

	private List<Thread> patrols() {
		return allPatrols().stream().filter((thread) -> !this.ofOthers.contains(thread)).toList();
	}

	private static List<Thread> allPatrols() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(PATROL))
			.toList();
	}

	@Nested
	class AViolation {

		@Test
		void isHeardByBeansAndAsAnEventInTheOffendingThread() {
			BoundaryRulesTests.this.application.run((context) -> {
				leaveReadOnly(context);
				Ears ears = context.getBean(Ears.class);
				assertThat(ears.violations).singleElement().satisfies((violation) -> {
					assertThat(violation.rule()).isEqualTo(BoundaryRule.STATE_LEAK);
					assertThat(violation.reaction()).isEqualTo(Reaction.WARN);
					assertThat(violation.offender()).isEqualTo(Thread.currentThread().getName());
				});
				assertThat(ears.events).singleElement().satisfies((event) -> {
					assertThat(event.violation()).isSameAs(ears.violations.get(0));
					assertThat(event.getSource()).isSameAs(context.getBean(BoundaryGuard.class));
				});
				assertThat(ears.threads).containsOnly(Thread.currentThread());
			});
		}

		@Test
		void isHeardOfALazyDataSourceToo() {
			BoundaryRulesTests.this.application
				.withInitializer((context) -> context.addBeanFactoryPostProcessor(
						(beanFactory) -> beanFactory.getBeanDefinition("dataSource").setLazyInit(true)))
				.run((context) -> {
					assertThat(hasGuard(context)).isFalse();
					leaveReadOnly(context);
					assertThat(context.getBean(Ears.class).violations).hasSize(1);
				});
		}

		@Test
		void isHeardByListenersThatNeedTheDataSourceThemselves() {
			Applications.guarded().withUserConfiguration(ListensAndWrites.class).run((context) -> {
				assertThat(context).hasNotFailed();
				leaveReadOnly(context);
				assertThat(context.getBean(ListensAndWrites.class).heard).isOne();
			});
		}

		@Test
		void hurtsNobodyWhereAListenerFails() {
			BoundaryRulesTests.this.application.withBean("deaf", ViolationListener.class, () -> (violation) -> {
				throw new IllegalStateException("deaf");
			}).run((context) -> {
				leaveReadOnly(context);
				assertThat(context.getBean(Ears.class).violations).hasSize(1);
			});
		}

	}

	@Nested
	class AReaction {

		@Test
		void mayBeToFail() {
			BoundaryRulesTests.this.application.withPropertyValues("jdbc-guard.boundary.rules.state-leak=fail")
				.run((context) -> assertThatExceptionOfType(BoundaryViolationException.class)
					.isThrownBy(() -> leaveReadOnly(context))
					.satisfies((ex) -> assertThat(ex.violation().rule()).isEqualTo(BoundaryRule.STATE_LEAK)));
		}

		@Test
		void isOfOneDataSourceWhereItIsSetForThat() {
			BoundaryRulesTests.this.application.withUserConfiguration(KindsOfDataSource.Two.class)
				.withPropertyValues("jdbc-guard.boundary.reaction=ignore",
						"jdbc-guard.datasources.orders.boundary.rules.state-leak=count")
				.run((context) -> {
					leaveReadOnly(context.getBean("customers", DataSource.class));
					leaveReadOnly(context.getBean("orders", DataSource.class));
					assertThat(context.getBean(Ears.class).violations).singleElement()
						.extracting(Violation::reaction)
						.isEqualTo(Reaction.COUNT);
				});
		}

		@Test
		void isSaidAtStartUpWhereItDiffersFromTheDefaults(CapturedOutput output) {
			Applications.guarded()
				.withPropertyValues("jdbc-guard.pool.size=2", "jdbc-guard.boundary.rules.cross-thread=fail",
						"jdbc-guard.boundary.long-lease-after=5s")
				.run((context) -> assertThat(output)
					.contains("is replaced at checkout; size 2; cross-thread fails, long-lease after 5s\n"));
		}

		@Test
		void isNotSaidAtStartUpWhereNothingIsSet(CapturedOutput output) {
			Applications.guarded().run((context) -> assertThat(output).contains("is replaced at checkout\n"));
		}

	}

	@Nested
	class TheGuardOfBoundaries {

		@Test
		void isThereWithoutAnyProperty() {
			Applications.guarded().run((context) -> {
				assertThat(hasGuard(context)).isTrue();
				assertThat(patrols()).hasSize(1);
			});
		}

		/**
		 * Its thread may be faster than the constructor of a pool.
		 */
		@Test
		void mayLookAtAPoolThatIsBeingGuarded() {
			try (HikariDataSource pool = Applications.newPool()) {
				GuardedHikariDataSource.guard(pool, ProcessMonitor.none(), PoolPolicy.defaults(), (guarded) -> {
					assertThat(guarded.leases()).isEmpty();
					return LeaseWatch.NONE;
				}, null);
			}
		}

		@Test
		void endsWithTheApplication() {
			Applications.guarded().run((context) -> assertThat(patrols()).isNotEmpty());
			await().untilAsserted(() -> assertThat(patrols()).isEmpty());
		}

		@Test
		void endsWithEachOfManyApplications() {
			for (int i = 0; i < 20; i++) {
				Applications.guarded().run((context) -> leaveReadOnly(context));
			}
			await().untilAsserted(() -> assertThat(patrols()).isEmpty());
		}

		@Test
		void isNotThereWhereEveryRuleIsIgnored() {
			await().until(() -> patrols().isEmpty());
			BoundaryRulesTests.this.application.withPropertyValues("jdbc-guard.boundary.reaction=ignore")
				.run((context) -> {
					leaveReadOnly(context);
					assertThat(hasGuard(context)).isFalse();
					assertThat(patrols()).isEmpty();
					assertThat(context.getBean(Ears.class).violations).isEmpty();
				});
		}

		@Test
		void isThereWhereOneDataSourceHasARule() {
			Applications.guarded()
				.withPropertyValues("jdbc-guard.boundary.reaction=ignore",
						"jdbc-guard.datasources.dataSource.boundary.rules.long-lease=count")
				.run((context) -> assertThat(hasGuard(context)).isTrue());
		}

		@Test
		void isNotThereWithoutJdbcGuard() {
			await().until(() -> patrols().isEmpty());
			BoundaryRulesTests.this.application.withPropertyValues("jdbc-guard.enabled=false").run((context) -> {
				assertThat(context).doesNotHaveBean(BoundaryGuard.class);
				assertThat(context).doesNotHaveBean(TransactionManagerPostProcessor.class);
				leaveReadOnly(context);
				assertThat(patrols()).isEmpty();
				assertThat(context.getBean(Ears.class).violations).isEmpty();
			});
		}

		@Test
		void isNotThereForADataSourceThatIsLeftAlone() {
			BoundaryRulesTests.this.application.withPropertyValues("jdbc-guard.exclude=dataSource").run((context) -> {
				leaveReadOnly(context);
				assertThat(hasGuard(context)).isFalse();
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ears {

		private final List<Violation> violations = new CopyOnWriteArrayList<>();

		private final List<BoundaryViolationEvent> events = new CopyOnWriteArrayList<>();

		private final List<Thread> threads = new CopyOnWriteArrayList<>();

		@EventListener
		void hear(BoundaryViolationEvent event) {
			this.events.add(event);
			this.threads.add(Thread.currentThread());
		}

		@Bean
		ViolationListener listener() {
			return (violation) -> {
				this.violations.add(violation);
				this.threads.add(Thread.currentThread());
			};
		}

	}

	static class ListensAndWrites implements ViolationListener {

		private final DataSource dataSource;

		private int heard;

		ListensAndWrites(DataSource dataSource) {
			this.dataSource = dataSource;
		}

		@Override
		public void violated(Violation violation) {
			try (Connection connection = this.dataSource.getConnection()) {
				this.heard += connection.isValid(1) ? 1 : 0;
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
