package io.github.jdbcguard.coexistence.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/**
 * What was bought. Its ids come from a table, for which Hibernate takes a second
 * connection in the middle of a transaction.
 */
@Entity
class Purchase {

	@Id
	@GeneratedValue(strategy = GenerationType.TABLE)
	private Long id;

	private String item;

	protected Purchase() {
	}

	Purchase(String item) {
		this.item = item;
	}

	Long getId() {
		return this.id;
	}

	String getItem() {
		return this.item;
	}

}
