package io.github.jdbcguard.coexistence.sharing;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/**
 * A note, which is not written before it has to be.
 */
@Entity
class Note {

	@Id
	@GeneratedValue(strategy = GenerationType.SEQUENCE)
	private Long id;

	private String text;

	protected Note() {
	}

	Note(String text) {
		this.text = text;
	}

	Long getId() {
		return this.id;
	}

	String getText() {
		return this.text;
	}

	void rewrite(String text) {
		this.text = text;
	}

}
