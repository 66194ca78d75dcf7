package io.github.jdbcguard.coexistence.jpa;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;

/**
 * A customer, whose purchases are read when they are asked for.
 */
@Entity
class Customer {

	@Id
	@GeneratedValue(strategy = GenerationType.SEQUENCE)
	private Long id;

	private String name;

	@OneToMany(cascade = CascadeType.ALL)
	private List<Purchase> purchases = new ArrayList<>();

	protected Customer() {
	}

	Customer(String name) {
		this.name = name;
	}

	Long getId() {
		return this.id;
	}

	String getName() {
		return this.name;
	}

	void rename(String name) {
		this.name = name;
	}

	void buy(String item) {
		this.purchases.add(new Purchase(item));
	}

	String items() {
		return String.join(",", this.purchases.stream().map(Purchase::getItem).toList());
	}

}
