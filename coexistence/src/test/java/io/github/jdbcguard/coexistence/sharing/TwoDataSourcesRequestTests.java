package io.github.jdbcguard.coexistence.sharing;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.session.JdbcSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that works on two DataSources, in the session of each.
 */
class TwoDataSourcesRequestTests extends CoexistenceTests {

	/** More than the connections of the pools. */
	private static final int MANY = 40;

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(TwoDataSources.class)
		.web()
		.set("jdbc-guard.session.on-completion", "commit")
		.schema("create table note (text varchar(60))",
				"create table archived (text varchar(60) unique deferrable initially deferred)");

	@BeforeEach
	void empty() {
		application.bean(JdbcTemplate.class).batchUpdate("delete from note", "delete from archived");
	}

	@Test
	void eachHasAConnectionAndATransactionAndBothAreCommittedAtTheEnd() {
		assertThat(answer("/file")).isEqualTo("2 connections");
		assertFiled(1, 1);
		assertThat(taken("dataSource")).isZero();
		assertThat(taken("archive")).isZero();
	}

	@Test
	void bothAreRolledBackWhereTheRequestFails() {
		assertThat(application.get("/file-and-fail").statusCode()).isEqualTo(500);
		assertFiled(0, 0);
	}

	/**
	 * What was begun last is ended first.
	 */
	@Test
	void afterACommitThatFailsTheOtherIsRolledBack() {
		answer("/file");
		assertThat(application.get("/file").statusCode()).isEqualTo(500);
		assertFiled(1, 1);
	}

	@Test
	void oneIsCommittedWhileTheOtherIsOpen() {
		assertThat(application.get("/archive-and-fail").statusCode()).isEqualTo(500);
		assertFiled(0, 1);
	}

	@Test
	void manyAtATime() {
		assertThat(atOnce(MANY, (i) -> answer("/file?text=" + i))).containsOnly("2 connections");
		assertFiled(MANY, MANY);
	}

	private static String answer(String path) {
		var response = application.get(path);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	private static void assertFiled(int notes, int archived) {
		assertThat(application.number("select count(*) from note")).isEqualTo(notes);
		assertThat(application.number("select count(*) from archived")).isEqualTo(archived);
	}

	private static int taken(String dataSource) {
		return application.bean(dataSource, HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Archive.class, Registry.class })
	static class TwoDataSources {

	}

	@RestController
	static class Registry {

		private final JdbcSession notes;

		private final JdbcSession archive;

		Registry(JdbcSession notes, @Qualifier("archive") JdbcSession archive) {
			this.notes = notes;
			this.archive = archive;
		}

		@GetMapping("/file")
		String file(String text) {
			int first = write(this.notes, "note", text);
			int second = write(this.archive, "archived", text);
			return ((first != second) ? 2 : 1) + " connections";
		}

		@GetMapping("/file-and-fail")
		void fileAndFail() {
			file("lost");
			throw new IllegalStateException("Better not");
		}

		@GetMapping("/archive-and-fail")
		void archiveAndFail() {
			write(this.notes, "note", "lost");
			write(this.archive, "archived", "kept");
			this.archive.commit();
			throw new IllegalStateException("Better not");
		}

		private static int write(JdbcSession session, String table, String text) {
			session.jdbc().sql("insert into " + table + " values (?)").param((text != null) ? text : "once").update();
			return session.jdbc().sql(JdbcWays.BACKEND).query(Integer.class).single();
		}

	}

}
