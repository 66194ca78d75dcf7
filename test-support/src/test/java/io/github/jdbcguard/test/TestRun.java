package io.github.jdbcguard.test;

import java.util.Map;
import java.util.TreeMap;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes of tests that are run for the sake of it.
 */
final class TestRun implements TestExecutionListener {

	private final Map<String, TestExecutionResult> results = new TreeMap<>();

	private TestRun() {
	}

	static TestRun of(Class<?> tests) {
		TestRun run = new TestRun();
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(tests))
			.build();
		LauncherFactory.create().execute(request, run);
		return run;
	}

	@Override
	public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
		if (identifier.isTest()) {
			String name = identifier.getDisplayName();
			this.results.put((name.indexOf('(') < 0) ? name : name.substring(0, name.indexOf('(')), result);
		}
	}

	void passes(String... names) {
		for (String name : names) {
			TestExecutionResult result = result(name);
			assertThat(result.getThrowable()).as(name).isEmpty();
			assertThat(result.getStatus()).as(name).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
		}
	}

	Throwable failureOf(String name) {
		return assertThat(result(name).getThrowable()).as(name).isPresent().actual().orElseThrow();
	}

	private TestExecutionResult result(String name) {
		return assertThat(this.results).containsKey(name).actual().get(name);
	}

}
