package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.TransactionBoundaries;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.boundary.ViolationListener;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedProxyFactoryBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Promise B11: the transactions of every manager are boundaries.
 */
class TransactionManagersTests {

	private final ApplicationContextRunner application = Applications.guarded().withUserConfiguration(Ears.class);

	private final ApplicationContextRunner boots = this.application
		.withConfiguration(AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class,
				TransactionManagerCustomizationAutoConfiguration.class));

	/**
	 * Take a connection past the transaction, and do not give it back.
	 */
	private static void whileLeaked(PlatformTransactionManager manager, DataSource dataSource, Applications.Work work)
			throws Exception {
		TransactionTemplate transaction = new TransactionTemplate(manager);
		transaction.setName("Orders.place");
		AtomicReference<Connection> leaked = new AtomicReference<>();
		transaction.executeWithoutResult((status) -> {
			try {
				leaked.set(dataSource.getConnection());
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		});
		work.run();
		leaked.get().close();
	}

	private static void assertThatItIsABoundary(ApplicationContext context, PlatformTransactionManager manager,
			DataSource dataSource) throws Exception {
		List<Violation> violations = context.getBean(Ears.class).violations;
		violations.clear();
		whileLeaked(manager, dataSource,
				() -> await().untilAsserted(() -> assertThat(violations).singleElement().satisfies((violation) -> {
					assertThat(violation.rule()).isEqualTo(BoundaryRule.LEAKED_LEASE);
					assertThat(violation.scope()).isEqualTo("transaction 'Orders.place'");
				})));
	}

	private static void assertThatItIsABoundary(ApplicationContext context, String manager, String dataSource)
			throws Exception {
		assertThatItIsABoundary(context, context.getBean(manager, PlatformTransactionManager.class),
				context.getBean(dataSource, DataSource.class));
	}

	private static Collection<TransactionExecutionListener> listeners(TransactionManager manager) {
		return ((ConfigurableTransactionManager) manager).getTransactionExecutionListeners();
	}

	@Nested
	class AManager {

		@Test
		void ofSpringBootMakesBoundaries() {
			TransactionManagersTests.this.boots.run((context) -> {
				assertThat(context.getBean(PlatformTransactionManager.class))
					.isExactlyInstanceOf(JdbcTransactionManager.class);
				assertThatItIsABoundary(context, "transactionManager", "dataSource");
			});
		}

		@Test
		void ofTheApplicationMakesBoundaries() {
			TransactionManagersTests.this.application.withUserConfiguration(KindsOfTransactionManager.OwnManager.class)
				.run((context) -> assertThatItIsABoundary(context, "ownManager", "dataSource"));
		}

		@Test
		void ofAnyKindMakesBoundaries() {
			TransactionManagersTests.this.application
				.withBean("strange", PlatformTransactionManager.class, KindsOfTransactionManager.StrangeManager::new)
				.run((context) -> assertThatItIsABoundary(context, "strange", "dataSource"));
		}

		@Test
		void ofEachOfTwoDataSourcesMakesBoundaries() {
			TransactionManagersTests.this.application.withUserConfiguration(KindsOfTransactionManager.TwoManagers.class)
				.run((context) -> {
					assertThatItIsABoundary(context, "ofOrders", "orders");
					assertThatItIsABoundary(context, "ofCustomers", "customers");
				});
		}

		@Test
		void keepsItsOwnListeners() {
			TransactionExecutionListener own = new TransactionExecutionListener() {
			};
			TransactionManagersTests.this.boots.withBean("own", TransactionExecutionListener.class, () -> own)
				.run((context) -> assertThat(listeners(context.getBean(TransactionManager.class))).contains(own)
					.hasAtLeastOneElementOfType(TransactionBoundaries.class));
		}

		@Test
		void mayHaveListenersThatCannotBeAddedTo() {
			TransactionManagersTests.this.application.withBean("fixed", PlatformTransactionManager.class, () -> {
				KindsOfTransactionManager.StrangeManager manager = new KindsOfTransactionManager.StrangeManager();
				manager.setTransactionExecutionListeners(List.of(new TransactionExecutionListener() {
				}));
				return manager;
			}).run((context) -> {
				assertThat(listeners(context.getBean(TransactionManager.class))).hasSize(2);
				assertThatItIsABoundary(context, "fixed", "dataSource");
			});
		}

		@Test
		void thatCannotBeToldIsLeftAlone() {
			TransactionManagersTests.this.application
				.withBean("closed", PlatformTransactionManager.class, KindsOfTransactionManager.NotConfigurable::new)
				.run((context) -> whileLeaked(context.getBean(PlatformTransactionManager.class),
						context.getBean(DataSource.class), () -> await().during(Duration.ofSeconds(1))
							.until(() -> context.getBean(Ears.class).violations.isEmpty())));
		}

		@Test
		void isLeftAloneWhereEveryRuleIsIgnored() {
			TransactionManagersTests.this.boots.withPropertyValues("jdbc-guard.boundary.reaction=ignore")
				.run((context) -> assertThat(listeners(context.getBean(TransactionManager.class))).isEmpty());
		}

	}

	@Nested
	class AManagerWithTwoNames {

		@Test
		void isToldOnce() {
			TransactionManagersTests.this.application
				.withUserConfiguration(KindsOfTransactionManager.OwnManager.class,
						KindsOfTransactionManager.TwoNames.class)
				.run((context) -> {
					assertThat(context.getBeansOfType(TransactionManager.class)).hasSize(2);
					assertThat(listeners(context.getBean("ownManager", TransactionManager.class))).hasSize(1);
				});
		}

	}

	@Nested
	class AProxy {

		@Test
		void ofAManagerThatIsNoBeanLeadsToIt() {
			TransactionManagersTests.this.application
				.withBean("proxied", PlatformTransactionManager.class,
						() -> proxy(new KindsOfTransactionManager.StrangeManager(), true))
				.run((context) -> {
					assertThatItIsABoundary(context, "proxied", "dataSource");
					assertThat(listeners(context.getBean(TransactionManager.class))).hasSize(1);
				});
		}

		@Test
		void withoutTheInterfacesOfItsTargetIsLeftAlone() {
			TransactionManagersTests.this.application
				.withBean("proxied", PlatformTransactionManager.class,
						() -> proxy(new KindsOfTransactionManager.StrangeManager(), false))
				.run((context) -> assertThat(context).hasNotFailed());
		}

		@Test
		void ofAScopeIsNotMadeToFindItsTarget() {
			TransactionManagersTests.this.application.withInitializer((context) -> {
				context.getBeanFactory().registerScope("job", new SimpleThreadScope());
				registerScoped((GenericApplicationContext) context);
			}).run((context) -> {
				KindsOfTransactionManager.StrangeManager.made = 0;
				PlatformTransactionManager manager = context.getBean("scoped", PlatformTransactionManager.class);
				assertThat(KindsOfTransactionManager.StrangeManager.made).isZero();
				assertThatItIsABoundary(context, manager, context.getBean(DataSource.class));
				assertThat(KindsOfTransactionManager.StrangeManager.made).isOne();
			});
		}

		private static void registerScoped(GenericApplicationContext context) {
			RootBeanDefinition target = new RootBeanDefinition(KindsOfTransactionManager.StrangeManager.class,
					KindsOfTransactionManager.StrangeManager::new);
			target.setScope("job");
			target.setAutowireCandidate(false);
			context.registerBeanDefinition(ScopedProxyUtils.getTargetBeanName("scoped"), target);
			RootBeanDefinition proxy = new RootBeanDefinition(ScopedProxyFactoryBean.class);
			proxy.getPropertyValues().add("proxyTargetClass", false);
			proxy.getPropertyValues().add("targetBeanName", ScopedProxyUtils.getTargetBeanName("scoped"));
			context.registerBeanDefinition("scoped", proxy);
		}

		private static PlatformTransactionManager proxy(PlatformTransactionManager target, boolean allInterfaces) {
			ProxyFactory factory = new ProxyFactory();
			factory.setTarget(target);
			factory.setInterfaces(allInterfaces
					? new Class<?>[] { PlatformTransactionManager.class, ConfigurableTransactionManager.class }
					: new Class<?>[] { PlatformTransactionManager.class });
			factory.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
			return (PlatformTransactionManager) factory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ears {

		private final List<Violation> violations = new CopyOnWriteArrayList<>();

		@Bean
		ViolationListener listener() {
			return this.violations::add;
		}

	}

}
