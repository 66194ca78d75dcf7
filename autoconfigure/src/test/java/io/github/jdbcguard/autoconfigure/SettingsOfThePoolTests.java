package io.github.jdbcguard.autoconfigure;

import java.beans.PropertyDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@code jdbc-guard.pool.*} sets at the pool itself.
 */
@ExtendWith(OutputCaptureExtension.class)
class SettingsOfThePoolTests {

	private static final String POOL = "jdbc-guard.pool.";

	private static final String HIKARI = "spring.datasource.hikari.";

	private static ApplicationContextRunner with(String... properties) {
		return Applications.guarded().withPropertyValues(properties);
	}

	private static HikariDataSource pool(ApplicationContext context) {
		assertThat(context).isNotNull();
		return context.getBean(HikariDataSource.class);
	}

	@Nested
	class Unset {

		private static final Set<String> DIFFER_BY_NATURE = Set.of("class", "poolName", "credentials",
				"hikariConfigMXBean", "hikariPoolMXBean");

		@Test
		void leavesEverySettingOfThePoolAsItIsWithoutTheGuard() {
			String[] properties = { "spring.datasource.url=" + Applications.newDatabase(), HIKARI + "pool-name=same" };
			Applications.bare()
				.withPropertyValues(properties)
				.run((bare) -> with(properties).run((guarded) -> assertSameSettings(pool(bare), pool(guarded))));
		}

		@Test
		void leavesTheSettingsThatTheUserMadeAtThePool() {
			String[] properties = { "spring.datasource.url=" + Applications.newDatabase(),
					HIKARI + "maximum-pool-size=7", HIKARI + "minimum-idle=2", HIKARI + "idle-timeout=59000",
					HIKARI + "max-lifetime=90000", HIKARI + "keepalive-time=45000",
					HIKARI + "connection-timeout=2500" };
			Applications.bare()
				.withPropertyValues(properties)
				.run((bare) -> with(properties).run((guarded) -> assertSameSettings(pool(bare), pool(guarded))));
		}

		private static void assertSameSettings(HikariDataSource bare, HikariDataSource guarded) throws Exception {
			assertThat(settings(guarded)).isEqualTo(settings(bare)).containsKeys("minimumIdle", "keepaliveTime");
			bare.getConnection().close();
			guarded.getConnection().close();
			assertThat(settings(guarded)).isEqualTo(settings(bare));
		}

		private static Map<String, String> settings(HikariDataSource pool) throws ReflectiveOperationException {
			Map<String, String> settings = new TreeMap<>();
			for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(HikariConfig.class)) {
				if (property.getReadMethod() != null && !DIFFER_BY_NATURE.contains(property.getName())) {
					settings.put(property.getName(), read(pool, property));
				}
			}
			return settings;
		}

		private static String read(HikariDataSource pool, PropertyDescriptor property)
				throws ReflectiveOperationException {
			try {
				return String.valueOf(property.getReadMethod().invoke(pool));
			}
			catch (InvocationTargetException ex) {
				return String.valueOf(ex.getCause());
			}
		}

	}

	@Nested
	class ThePool {

		@Test
		void keepsTheSizeOpenAndClosesTheOverflowSoon() {
			with(POOL + "size=5", POOL + "max-overflow=3").run((context) -> {
				assertThat(pool(context).getMaximumPoolSize()).isEqualTo(8);
				assertThat(pool(context).getMinimumIdle()).isEqualTo(5);
				assertThat(pool(context).getIdleTimeout()).isEqualTo(10_000);
			});
		}

		@Test
		void isOfFixedSizeWithoutOverflow() {
			with(POOL + "size=5").run((context) -> {
				assertThat(pool(context).getMaximumPoolSize()).isEqualTo(5);
				assertThat(pool(context).getMinimumIdle()).isEqualTo(5);
				assertThat(pool(context).getIdleTimeout()).isEqualTo(600_000);
			});
		}

		@Test
		void keepsAnIdleTimeoutOfItsOwnThatIsShortEnough() {
			with(POOL + "size=5", POOL + "max-overflow=3", HIKARI + "idle-timeout=20000")
				.run((context) -> assertThat(pool(context).getIdleTimeout()).isEqualTo(20_000));
		}

		@Test
		void keepsNoConnectionThatIsUsedOnlyOnce() {
			with(POOL + "reuse=false").run((context) -> {
				assertThat(pool(context).getMinimumIdle()).isZero();
				assertThat(pool(context).getMaximumPoolSize()).isEqualTo(10);
			});
			with(POOL + "reuse=false", POOL + "size=5", POOL + "max-overflow=3").run((context) -> {
				assertThat(pool(context).getMinimumIdle()).isZero();
				assertThat(pool(context).getMaximumPoolSize()).isEqualTo(8);
			});
		}

		@Test
		void waitsNoLongerThanTheTimeout() {
			with(POOL + "timeout=1500ms")
				.run((context) -> assertThat(pool(context).getConnectionTimeout()).isEqualTo(1500));
		}

		@Test
		void replacesInTheBackgroundWhatHikariCan() {
			with(POOL + "recycle=30s").run((context) -> assertThat(pool(context).getMaxLifetime()).isEqualTo(30_000));
			with(POOL + "recycle=29s").run((context) -> {
				assertThat(pool(context).getMaxLifetime()).isEqualTo(1_800_000);
				assertThat(pool(context).getKeepaliveTime()).isEqualTo(120_000);
			});
			with(POOL + "recycle=29s", HIKARI + "max-lifetime=60000")
				.run((context) -> assertThat(pool(context).getMaxLifetime()).isEqualTo(60_000));
		}

		@ParameterizedTest
		@ValueSource(strings = { "size=10 maximum-pool-size=10 minimum-idle=10", "timeout=2s connection-timeout=2000",
				"recycle=10m max-lifetime=600000", "recycle=60s keepalive-time=30000", "recycle=10s keepalive-time=0",
				"recycle=60s leak-detection-threshold=5000", "recycle=5m idle-timeout=600000",
				"reuse=false minimum-idle=0 maximum-pool-size=3", "ping-after-idle=1m max-lifetime=0" })
		void mayBeToldTheSameTwice(String settings) {
			String[] properties = settings.split(" ");
			properties[0] = POOL + properties[0];
			for (int i = 1; i < properties.length; i++) {
				properties[i] = HIKARI + properties[i];
			}
			with(properties).run((context) -> assertThat(context).hasNotFailed());
		}

		@ParameterizedTest
		@ValueSource(strings = { "recycle=30s", "recycle=2m", "recycle=5m size=2 max-overflow=2",
				"recycle=60s size=2 max-overflow=1", "reuse=false", "size=3", "timeout=250ms" })
		void startsWithoutAWarningOfHikari(String settings, CapturedOutput output) {
			String[] properties = settings.split(" ");
			for (int i = 0; i < properties.length; i++) {
				properties[i] = POOL + properties[i];
			}
			with(properties).run((context) -> {
				pool(context).getConnection().close();
				assertThat(output).doesNotContain("WARN");
			});
		}

		@Test
		void startsWithoutAWarningOfWhatTheUserHasNotSet(CapturedOutput output) {
			with(POOL + "recycle=5m", HIKARI + "minimum-idle=2").run((context) -> {
				pool(context).getConnection().close();
				assertThat(pool(context).getIdleTimeout()).isZero();
				assertThat(output).doesNotContain("WARN");
			});
			with(POOL + "reuse=false", HIKARI + "max-lifetime=130000").run((context) -> {
				pool(context).getConnection().close();
				assertThat(output).doesNotContain("WARN");
			});
		}

	}

	@Nested
	class APoolThatRunsAlready {

		@Test
		void isChangedWhileItRuns() {
			HikariConfig config = Applications.newConfig();
			config.setMaximumPoolSize(2);
			try (HikariDataSource running = new HikariDataSource(config)) {
				Applications.guarded()
					.withBean("running", DataSource.class, () -> running)
					.withPropertyValues(POOL + "size=1", POOL + "max-overflow=1", POOL + "timeout=1s",
							POOL + "recycle=60s")
					.run((context) -> {
						assertThat(running.getMinimumIdle()).isEqualTo(1);
						assertThat(running.getIdleTimeout()).isEqualTo(10_000);
						assertThat(running.getConnectionTimeout()).isEqualTo(1_000);
						assertThat(running.getMaxLifetime()).isEqualTo(60_000);
						assertThat(running.getKeepaliveTime()).isZero();
						context.getBean(DataSource.class).getConnection().close();
					});
			}
		}

		@Test
		void closesWhatItHasBeyondItsNewSizeButNotAll() {
			try (HikariDataSource running = new HikariDataSource(Applications.newConfig())) {
				await().until(() -> running.getHikariPoolMXBean().getIdleConnections() == 10);
				Applications.guarded()
					.withBean("running", DataSource.class, () -> running)
					.withPropertyValues(POOL + "size=2", POOL + "max-overflow=1")
					.run((context) -> {
						assertThat(context).hasNotFailed();
						assertThat(running.getHikariPoolMXBean().getTotalConnections()).isEqualTo(3);
					});
			}
		}

	}

}
