package io.github.jdbcguard.test;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link GuardedConnections} makes of tests that leave something, and of those that
 * do not.
 */
class GuardedConnectionsTests {

	private static final String[] LEAK = { "1 connection not given back", "connection #",
			" is held by thread 'main' for ", "use try-with-resources", "It was taken" };

	@ParameterizedTest
	@ValueSource(classes = { Examples.SpringFirst.class, Examples.GuardFirst.class })
	void saysWhatATestLeavesInWhicheverOrderAnnotationsStand(Class<?> tests) {
		TestRun run = TestRun.of(tests);
		run.passes("a1LeavesNothing", "a3LeavesNothingAfterOneThatDid", "a5BreaksNoneAfterOneThatDid",
				"isTransactional", "closesItAfterwards", "closesItInAnotherThread", "breaksARuleThatIsTolerated",
				"breaksARuleAndSaysSo");
		assertThat(run.failureOf("a2LeavesAConnectionOpen")).isInstanceOf(AssertionError.class)
			.hasMessageContainingAll(LEAK)
			.hasMessageContaining("Examples$AnyOrder.a2LeavesAConnectionOpen(Examples.java:");
		assertThat(run.failureOf("a4BreaksARule")).isInstanceOf(AssertionError.class)
			.hasMessageStartingWith("1 violation of boundary rules:")
			.hasMessageContaining("state-leak: thread 'main' gives a connection back with changed settings: readOnly")
			.hasMessageContaining("Examples.leaveReadOnly(Examples.java:")
			.hasMessageContaining("in a finally block");
		assertThat(run.failureOf("leavesAConnectionOpenInItsTransaction"))
			.hasMessageStartingWith("1 connection not given back, 1 violation of boundary rules:")
			.hasMessageContaining("leaked-lease: ")
			.hasMessageContaining("Examples$AnyOrder.leavesAConnectionOpenInItsTransaction(Examples.java:");
		assertThat(run.failureOf("closesItInAnotherThreadTooLate")).hasMessageContainingAll(LEAK);
		assertThat(run.failureOf("leavesAConnectionOpenWhereARuleIsTolerated")).hasMessageContainingAll(LEAK);
		assertThat(run.failureOf("failsByItselfAndLeavesAConnectionOpen")).isInstanceOf(IllegalStateException.class)
			.hasMessage("by itself")
			.satisfies((failure) -> assertThat(failure.getSuppressed()).singleElement()
				.satisfies((left) -> assertThat(left.getMessage()).contains(LEAK)));
	}

	@ParameterizedTest
	@ValueSource(classes = { Examples.SpringFirstAndDirty.class, Examples.GuardFirstAndDirty.class })
	void seesWhatIsLeftOfAContextThatIsClosed(Class<?> tests) {
		TestRun run = TestRun.of(tests);
		run.passes("leavesNothingBeforeTheEnd");
		assertThat(run.failureOf("leavesAConnectionOpenBeforeTheEnd")).hasMessageContainingAll(LEAK);
		assertThat(run.failureOf("leavesAConnectionOpenInANewContext")).hasMessageContainingAll(LEAK);
	}

	@Test
	void holdsForNestedTestsUnlessTheySaySomethingElse() {
		TestRun run = TestRun.of(Examples.Outside.class);
		run.passes("breaksARuleThatIsToleratedOutside");
		assertThat(run.failureOf("leavesAConnectionOpen")).hasMessageContainingAll(LEAK);
		assertThat(run.failureOf("breaksARuleThatIsNotToleratedHere")).hasMessageContaining("state-leak: ");
	}

	@Test
	void seesPoolsThatAreMadeDuringATest() {
		TestRun run = TestRun.of(Examples.Lazy.class);
		assertThat(run.failureOf("leavesAConnectionOfALatePoolOpen")).hasMessageContainingAll(LEAK);
		assertThat(run.failureOf("breaksARuleOfALatePool")).hasMessageContaining("state-leak: ");
	}

	@Test
	void failsWhereNothingCouldBeSaid() {
		assertThat(TestRun.of(Examples.Unguarded.class).failureOf("cannotSayAnything"))
			.hasMessageStartingWith("There is no guarded DataSource that could be watched. ")
			.hasMessageContaining("replace = Replace.NONE");
	}

	@Test
	void leavesTheApplicationsOwnSettingAlone() {
		assertThat(TestRun.of(Examples.WithoutOrigins.class).failureOf("leavesAConnectionOpen"))
			.hasMessageContaining("1 connection not given back")
			.hasMessageEndingWith("Set jdbc-guard.boundary.stack-traces=true to be told where it was taken.");
	}

	@Test
	void watchesWhatAnExtensionIsRegisteredWith() {
		TestRun run = TestRun.of(Examples.Registered.class);
		run.passes("breaksARuleThatIsTolerated");
		assertThat(run.failureOf("leavesAConnectionOpen")).hasMessageContainingAll(LEAK);
	}

}
