package io.github.jdbcguard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * {@link TestExecutionListener} that writes down what became of the tests which need
 * something of the machine, one line for each to {@code target/tagged-tests.tsv}: tag,
 * {@code passed}, {@code failed} or {@code skipped}, name, and why it was skipped. A test
 * that never ran because its class was skipped or could not be set up has its line too.
 */
public final class TagReport implements TestExecutionListener {

	private static final List<String> TAGS = List.of("criu", "fork", "docker");

	private final Set<TestIdentifier> reported = ConcurrentHashMap.newKeySet();

	private TestPlan plan;

	@Override
	public void testPlanExecutionStarted(TestPlan testPlan) {
		this.plan = testPlan;
	}

	@Override
	public void executionSkipped(TestIdentifier identifier, String reason) {
		reportUnreported(identifier, "skipped", reason);
	}

	@Override
	public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
		String message = result.getThrowable().map(Throwable::getMessage).orElse("");
		if (identifier.isTest()) {
			report(identifier, outcome(result.getStatus()), (result.getStatus() == Status.ABORTED) ? message : "");
		}
		else if (result.getStatus() != Status.SUCCESSFUL) {
			reportUnreported(identifier, outcome(result.getStatus()), message);
		}
	}

	private static String outcome(Status status) {
		return switch (status) {
			case SUCCESSFUL -> "passed";
			case ABORTED -> "skipped";
			case FAILED -> "failed";
		};
	}

	/**
	 * A template without invocations, such as a parameterized test of a skipped class,
	 * counts as one test.
	 */
	private void reportUnreported(TestIdentifier identifier, String outcome, String reason) {
		Set<TestIdentifier> children = this.plan.getChildren(identifier);
		if (children.isEmpty()) {
			report(identifier, outcome, reason);
		}
		children.forEach((child) -> reportUnreported(child, outcome, reason));
	}

	private void report(TestIdentifier identifier, String outcome, String reason) {
		if (this.reported.add(identifier)) {
			identifier.getTags()
				.stream()
				.map(TestTag::getName)
				.filter(TAGS::contains)
				.forEach((tag) -> write(String.join("\t", tag, outcome, name(identifier), oneLine(reason))));
		}
	}

	private String name(TestIdentifier identifier) {
		String parent = this.plan.getParent(identifier).map(this::name).orElse("");
		String own = oneLine(identifier.getDisplayName());
		return parent.isEmpty() ? own : parent + " > " + own;
	}

	private static String oneLine(String text) {
		return text.replaceAll("\\s+", " ").trim();
	}

	private static synchronized void write(String line) {
		Path target = Path.of(System.getProperty("basedir", "."), "target");
		try {
			Files.createDirectories(target);
			Files.writeString(target.resolve("tagged-tests.tsv"), line + "\n", StandardOpenOption.CREATE,
					StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
