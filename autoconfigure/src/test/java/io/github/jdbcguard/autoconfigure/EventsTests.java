package io.github.jdbcguard.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.GenerationRetiredEvent;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.process.IncarnationChangedEvent;
import io.github.jdbcguard.process.ProcessMonitor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an application hears from its guard.
 */
class EventsTests {

	private final ApplicationContextRunner application = Applications.guarded().withUserConfiguration(Ears.class);

	@Test
	void aNewIncarnationIsPublishedOnce() {
		this.application.withPropertyValues("jdbc-guard.datasources.dataSource.process.fork-check=always")
			.run((context) -> {
				Ears ears = context.getBean(Ears.class);
				ProcessMonitor monitor = context.getBean(ProcessMonitor.class);
				monitor.declareNewIncarnation("moved");
				await().until(() -> !ears.incarnations.isEmpty());
				context.getBean(GuardedDataSource.class).getConnection().close();
				assertThat(ears.incarnations).singleElement().satisfies((event) -> {
					assertThat(event.getSource()).isSameAs(monitor);
					assertThat(event.previous().number()).isOne();
					assertThat(event.current()).isSameAs(monitor.incarnation());
					assertThat(event.current().reason()).isEqualTo("moved");
				});
			});
	}

	@Test
	void aRetiredGenerationIsPublishedWithItsPool() {
		this.application.run((context) -> {
			GuardedDataSource dataSource = context.getBean(GuardedDataSource.class);
			dataSource.retireAll();
			assertThat(context.getBean(Ears.class).generations).singleElement().satisfies((event) -> {
				assertThat(event.dataSource()).isSameAs(dataSource);
				assertThat(event.generation()).isOne();
				assertThat(event).hasToString("Generation 1 of '" + dataSource.name() + "' was retired");
			});
		});
	}

	@Test
	void beansListenToEveryPool() {
		this.application.withUserConfiguration(KindsOfDataSource.Two.class).run((context) -> {
			for (GuardedDataSource dataSource : context.getBeansOfType(GuardedDataSource.class).values()) {
				dataSource.getConnection().close();
			}
			assertThat(context.getBean(Ears.class).checkouts).hasSize(2);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Ears {

		private final List<IncarnationChangedEvent> incarnations = new CopyOnWriteArrayList<>();

		private final List<GenerationRetiredEvent> generations = new CopyOnWriteArrayList<>();

		private final List<ConnectionRecord> checkouts = new CopyOnWriteArrayList<>();

		@EventListener
		void hear(IncarnationChangedEvent event) {
			this.incarnations.add(event);
		}

		@EventListener
		void hear(GenerationRetiredEvent event) {
			this.generations.add(event);
		}

		@Bean
		PoolListener listener() {
			return new PoolListener() {

				@Override
				public void checkedOut(ConnectionRecord record) {
					Ears.this.checkouts.add(record);
				}

			};
		}

	}

}
