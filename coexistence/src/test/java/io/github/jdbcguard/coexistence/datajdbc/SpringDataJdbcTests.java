package io.github.jdbcguard.coexistence.datajdbc;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.PagingAndSortingRepository;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Spring Data JDBC: aggregates, pages, streams and queries of one's own.
 */
class SpringDataJdbcTests extends CoexistenceTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Library.class)
		.with(Technology.DATA_JDBC)
		.schema("create table shelf (id bigserial primary key, name varchar(20))",
				"create table book (shelf bigint references shelf, title varchar(20))");

	private final Shelves shelves = application.bean(Shelves.class);

	private final Librarian librarian = application.bean(Librarian.class);

	@BeforeEach
	void empty() {
		this.shelves.deleteAll();
	}

	@Test
	void aggregatesAreStoredAndReadWithoutATransactionAround() {
		Shelf shelf = this.shelves.save(Shelf.of("a", "x", "y"));
		assertThat(this.shelves.findById(shelf.id()))
			.hasValueSatisfying((found) -> assertThat(found.books()).hasSize(2));
		assertThat(application.number("select count(*) from book")).isEqualTo(2);
	}

	@Test
	void manyRepositoriesCallsAreOneTransaction() {
		this.librarian.moveAll("a", "b");
		assertThat(this.shelves.findAll(PageRequest.of(0, 10))).extracting(Shelf::name).containsExactly("b");
		assertThatIllegalStateException().isThrownBy(() -> this.librarian.burn("b"));
		assertThat(application.number("select count(*) from shelf where name = 'b'")).isOne();
	}

	@Test
	void aStreamIsReadInItsTransaction() {
		this.shelves.saveAll(List.of(Shelf.of("a", "x"), Shelf.of("b", "y", "z")));
		assertThat(this.librarian.names()).isEqualTo(Set.of("a", "b"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableJdbcRepositories(considerNestedRepositories = true)
	@Import(Librarian.class)
	static class Library {

	}

	@Table("shelf")
	record Shelf(@Id Long id, String name, Set<Book> books) {

		static Shelf of(String name, String... titles) {
			return new Shelf(null, name, Set.copyOf(Stream.of(titles).map(Book::new).toList()));
		}

	}

	record Book(String title) {

	}

	interface Shelves extends CrudRepository<Shelf, Long>, PagingAndSortingRepository<Shelf, Long> {

		@Modifying
		@Query("update shelf set name = :to where name = :from")
		int rename(String from, String to);

		@Query("select * from shelf")
		Stream<Shelf> streamAll();

		int countByName(String name);

	}

	static class Librarian {

		private final Shelves shelves;

		Librarian(Shelves shelves) {
			this.shelves = shelves;
		}

		@Transactional
		void moveAll(String from, String to) {
			this.shelves.save(Shelf.of(from, "moved"));
			this.shelves.rename(from, to);
			assertThat(this.shelves.countByName(to)).isOne();
		}

		@Transactional
		void burn(String name) {
			this.shelves.rename(name, "ashes");
			this.shelves.deleteAll();
			throw new IllegalStateException("Better not");
		}

		@Transactional(readOnly = true)
		Set<String> names() {
			try (Stream<Shelf> all = this.shelves.streamAll()) {
				return Set.copyOf(all.map(Shelf::name).toList());
			}
		}

	}

}
