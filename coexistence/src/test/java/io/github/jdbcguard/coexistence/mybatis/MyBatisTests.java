package io.github.jdbcguard.coexistence.mybatis;

import java.util.List;
import java.util.stream.IntStream;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mybatis.spring.SqlSessionTemplate;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * MyBatis: mappers with and without transactions, cursors, batches and sessions of one's
 * own.
 */
class MyBatisTests extends CoexistenceTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Garden.class)
		.with(Technology.MYBATIS)
		.schema("create table plant (name varchar(20))");

	private final Plants plants = application.bean(Plants.class);

	private final Gardener gardener = application.bean(Gardener.class);

	@BeforeEach
	void empty() {
		this.plants.deleteAll();
	}

	@Test
	void statementsInAutocommit() {
		this.plants.insert("rose");
		assertThat(this.plants.names()).containsExactly("rose");
		assertThat(rows()).isOne();
	}

	@Test
	void springsTransactions() {
		this.gardener.plant("rose", "fern");
		assertThatIllegalStateException().isThrownBy(() -> this.gardener.plantInFrost("palm"));
		assertThat(rows()).isEqualTo(2);
	}

	@Test
	void aCursorWithQueriesInBetween() {
		this.gardener.plant("rose", "fern");
		assertThat(this.gardener.countSlowly()).isEqualTo(4);
	}

	@Test
	void aBatch() {
		this.gardener.sow("grass", 20);
		assertThat(rows()).isEqualTo(20);
	}

	private static long rows() {
		return application.number("select count(*) from plant");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@AutoConfigurationPackage
	@Import(Gardener.class)
	static class Garden {

	}

	@Mapper
	interface Plants {

		@Insert("insert into plant values (#{name})")
		void insert(String name);

		@Select("select name from plant")
		List<String> names();

		@Select("select name from plant")
		Cursor<String> cursor();

		@Delete("delete from plant")
		void deleteAll();

	}

	static class Gardener {

		private final Plants plants;

		private final SqlSessionFactory sessions;

		Gardener(Plants plants, SqlSessionFactory sessions) {
			this.plants = plants;
			this.sessions = sessions;
		}

		@Transactional
		void sow(String name, int count) {
			SqlSessionTemplate batch = new SqlSessionTemplate(this.sessions, ExecutorType.BATCH);
			Plants mapper = batch.getMapper(Plants.class);
			IntStream.range(0, count).forEach((i) -> mapper.insert(name + " " + i));
			batch.flushStatements();
		}

		@Transactional
		void plant(String... names) {
			List.of(names).forEach(this.plants::insert);
		}

		@Transactional
		void plantInFrost(String name) {
			plant(name);
			throw new IllegalStateException("Too cold");
		}

		@Transactional(readOnly = true)
		int countSlowly() {
			int sum = 0;
			for (String name : this.plants.cursor()) {
				sum += this.plants.names().size();
			}
			return sum;
		}

	}

}
