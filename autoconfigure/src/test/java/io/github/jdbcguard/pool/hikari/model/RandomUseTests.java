package io.github.jdbcguard.pool.hikari.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slf4j.LoggerFactory;

/**
 * Whatever borrowers do, servers refuse and listeners throw: nothing is lost, nothing is
 * handed to two, and everybody counts the same. Random sequences of calls from several
 * threads on a real server.
 */
class RandomUseTests {

	private static final List<String> NOISY = List.of("io.github.jdbcguard", "com.zaxxer.hikari");

	private static final long LIMIT_SECONDS = 60;

	private static Database database;

	@BeforeContainer
	static void prepare() throws Exception {
		database = EmbeddedDatabases.postgres();
		database.execute("create table work (number bigint primary key)");
		// They have much to say here, and rightly so
		NOISY.forEach((name) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF));
	}

	@AfterContainer
	static void restore() {
		NOISY.forEach((name) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(null));
	}

	@Property(edgeCases = EdgeCasesMode.NONE)
	void losesNothingAndMiscountsNothing(@ForAll("scripts") Script script) throws Exception {
		try (Scene scene = new Scene(script.setup(), database)) {
			try {
				new Agreement(scene).check(play(script, scene));
			}
			catch (Throwable ex) {
				throw new AssertionError(ex.getMessage() + "\nafter " + scene.ledger().history(), ex);
			}
		}
	}

	private static List<Borrowed> play(Script script, Scene scene) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(script.borrowers().size());
		try {
			List<Callable<List<Borrowed>>> borrowers = new ArrayList<>();
			script.borrowers().forEach((steps) -> borrowers.add(() -> new Borrower(scene).run(steps)));
			List<Borrowed> detached = new ArrayList<>();
			for (Future<List<Borrowed>> each : threads.invokeAll(borrowers, LIMIT_SECONDS, TimeUnit.SECONDS)) {
				detached.addAll(each.get());
			}
			return detached;
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Provide
	Arbitrary<Script> scripts() {
		return Combinators.combine(setups(), steps().list().ofMinSize(3).ofMaxSize(4)).as(Script::new);
	}

	private static Arbitrary<List<Step>> steps() {
		return Arbitraries.frequency(Arrays.stream(Step.values()).map((step) -> Tuple.of(step.weight(), step)).toList())
			.list()
			.ofMaxSize(40);
	}

	private static Arbitrary<Setup> setups() {
		Arbitrary<Boolean> either = Arbitraries.of(true, false);
		Arbitrary<Boolean> seldom = Arbitraries.of(true, false, false, false);
		return Combinators
			.combine(Arbitraries.of(0, 2), either, either, seldom.map((once) -> !once), seldom, seldom, either, seldom)
			.as(Setup::new);
	}

}
