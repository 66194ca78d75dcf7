package io.github.jdbcguard.boundary;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationFrames}.
 */
class ApplicationFramesTests {

	@ParameterizedTest
	@ValueSource(strings = { "java.util.ArrayList", "javax.sql.DataSource", "jdk.proxy2.$Proxy12", "sun.nio.ch.Net",
			"com.sun.proxy.$Proxy3", "jakarta.servlet.http.HttpServlet", "org.springframework.jdbc.core.JdbcTemplate",
			"org.postgresql.jdbc.PgConnection", "org.mariadb.jdbc.Connection", "com.mysql.cj.jdbc.ConnectionImpl",
			"com.zaxxer.hikari.HikariDataSource", "org.hibernate.internal.SessionImpl",
			"org.apache.catalina.core.StandardWrapper", "com.acme.OrderService$$SpringCGLIB$$0", "com.acme.$Proxy12",
			"com.acme.Order$HibernateProxy$abc", "org.jooq.impl.DSL", "io.github.jdbcguard.boundary.RuleBook",
			"io.github.jdbcguard.pool.hikari.LeaseConnection", "io.github.jdbcguard.pool.server.SessionReset",
			"io.github.jdbcguard.NotThere" })
	void aLibraryIsNotTheApplication(String className) {
		assertThat(ApplicationFrames.isApplication(className)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.acme.OrderService", "com.acme.OrderService$Place", "org.apache.ofbiz.Order",
			"javastuff.Main", "io.github.jdbcguard.boundary.ApplicationFramesTests",
			"io.github.jdbcguard.testing.EmbeddedDatabases", "io.github.jdbcguardian.Main" })
	void whatIsNoLibraryIsTheApplication(String className) {
		assertThat(ApplicationFrames.isApplication(className)).isTrue();
	}

	@Test
	void theInnermostFrameOfTheApplicationIsFound() {
		List<StackTraceElement> found = List.of(1).stream().map((one) -> ApplicationFrames.ofCurrentThread()).toList();
		assertThat(found.get(0).getClassName()).isEqualTo(ApplicationFramesTests.class.getName());
		assertThat(found.get(0).getMethodName()).contains("theInnermostFrameOfTheApplicationIsFound");
		assertThat(EmbeddedDatabases.class).isPublic();
	}

	@Test
	void aThreadSaysWhichCallItSitsIn() throws InterruptedException {
		Incarnation life = Incarnation.of(1, Origin.STARTED, "test", "started");
		CountDownLatch done = new CountDownLatch(1);
		Thread thread = new Thread(() -> await(done));
		thread.start();
		while (thread.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		ThreadSite site = ThreadSite.of(thread, life);
		done.countDown();
		thread.join();
		assertThat(site.callInWords()).isEqualTo("sits in java.util.concurrent.locks.LockSupport.park");
		assertThat(site.placeInWords()).contains("ApplicationFramesTests.await(");
		assertThat(ThreadSite.of(thread, life).callInWords()).isEqualTo("has ended");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
