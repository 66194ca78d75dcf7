package io.github.jdbcguard.coexistence.sharing;

import jakarta.persistence.EntityManager;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The ways of an application on JPA.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@AutoConfigurationPackage
@EnableJpaRepositories(considerNestedRepositories = true)
@Import({ JdbcWays.class, Propagations.class, Ears.class })
class JpaWays {

	@Bean
	Way entityManager(EntityManager entities, TransactionOperations transactions) {
		return new OfEntityManager(entities, transactions);
	}

	@Bean
	Way repository(Notes notes) {
		return new OfRepository(notes);
	}

	interface Notes extends JpaRepository<Note, Long> {

		@NativeQuery(JdbcWays.BACKEND)
		int backend();

	}

	/**
	 * Does not write at once. JPA does nothing without a transaction.
	 */
	private record OfEntityManager(EntityManager entities, TransactionOperations transactions) implements Way {

		@Override
		public int backend() {
			return (Integer) this.entities.createNativeQuery(JdbcWays.BACKEND, Integer.class).getSingleResult();
		}

		@Override
		public void write(String text) {
			this.transactions.executeWithoutResult((status) -> this.entities.persist(new Note(text)));
		}

	}

	private record OfRepository(Notes notes) implements Way {

		@Override
		public int backend() {
			return this.notes.backend();
		}

		@Override
		public void write(String text) {
			this.notes.save(new Note(text));
		}

	}

}
