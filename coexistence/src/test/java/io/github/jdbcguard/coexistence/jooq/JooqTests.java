package io.github.jdbcguard.coexistence.jooq;

import java.util.concurrent.CompletableFuture;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * jOOQ: statements with and without transactions, its own nested transactions, cursors,
 * batches and asynchronous queries.
 */
class JooqTests extends CoexistenceTests {

	private static final Table<?> CITY = DSL.table("city");

	private static final Field<String> NAME = DSL.field("name", SQLDataType.VARCHAR);

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Atlas.class)
		.with(Technology.JOOQ)
		.schema("create table city (name varchar(20))");

	private final DSLContext dsl = application.bean(DSLContext.class);

	private final Cartographer cartographer = application.bean(Cartographer.class);

	@BeforeEach
	void empty() {
		this.dsl.deleteFrom(CITY).execute();
	}

	@Test
	void statementsInAutocommit() {
		insert(this.dsl, "Ulm");
		assertThat(this.dsl.fetchCount(CITY)).isOne();
		assertThat(cities()).isOne();
	}

	@Test
	void springsTransactions() {
		this.cartographer.draw("Bonn", "Kiel");
		assertThatIllegalStateException().isThrownBy(() -> this.cartographer.drawAndTearUp("Atlantis"));
		assertThat(cities()).isEqualTo(2);
	}

	@Test
	void jooqsNestedTransactions() {
		this.dsl.transaction((outer) -> {
			insert(outer.dsl(), "Trier");
			assertThatIllegalStateException().isThrownBy(() -> outer.dsl().transaction((inner) -> {
				insert(inner.dsl(), "Vineta");
				throw new IllegalStateException("Drowned");
			}));
			outer.dsl()
				.batch(DSL.insertInto(CITY, NAME).values("Worms"), DSL.insertInto(CITY, NAME).values("Mainz"))
				.execute();
		});
		assertThat(cities()).isEqualTo(3);
	}

	@Test
	void aCursorWithQueriesInBetween() {
		this.cartographer.draw("Bonn", "Kiel", "Jena");
		assertThat(readSlowly()).isEqualTo(9);
		assertThat(this.cartographer.readInTransaction(this::readSlowly)).isEqualTo(9);
	}

	@Test
	void anAsynchronousQuery() {
		insert(this.dsl, "Ulm");
		CompletableFuture<Integer> count = this.dsl.selectCount()
			.from(CITY)
			.fetchAsync()
			.thenApply((rows) -> rows.get(0).value1())
			.toCompletableFuture();
		assertThat(count.join()).isOne();
	}

	private int readSlowly() {
		int sum = 0;
		try (Cursor<Record1<String>> cursor = this.dsl.select(NAME).from(CITY).fetchSize(1).fetchLazy()) {
			while (cursor.fetchNext() != null) {
				sum += this.dsl.fetchCount(CITY);
			}
		}
		return sum;
	}

	private static void insert(DSLContext dsl, String city) {
		dsl.insertInto(CITY, NAME).values(city).execute();
	}

	private static long cities() {
		return application.number("select count(*) from city");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Cartographer.class)
	static class Atlas {

	}

	static class Cartographer {

		private final DSLContext dsl;

		Cartographer(DSLContext dsl) {
			this.dsl = dsl;
		}

		@Transactional
		void draw(String... cities) {
			for (String city : cities) {
				insert(this.dsl, city);
			}
		}

		@Transactional
		void drawAndTearUp(String city) {
			draw(city);
			throw new IllegalStateException("Does not exist");
		}

		@Transactional(readOnly = true)
		int readInTransaction(java.util.function.IntSupplier read) {
			return read.getAsInt();
		}

	}

}
