package io.github.jdbcguard.autoconfigure;

import java.util.Objects;
import java.util.stream.Stream;

import org.apache.commons.logging.LogFactory;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the user is told when an application does not start.
 */
final class Failures {

	private Failures() {
	}

	/**
	 * The analysis that Spring Boot prints.
	 */
	static FailureAnalysis analysisOf(ApplicationContextRunner application, String... properties) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		application.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasFailed();
			analysis[0] = analyze(context.getStartupFailure());
		});
		return Objects.requireNonNull(analysis[0]);
	}

	private static FailureAnalysis analyze(Throwable failure) {
		Stream<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class,
					SpringFactoriesLoader.FailureHandler.logging(LogFactory.getLog(Failures.class)))
			.stream();
		return analyzers.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	static void assertThatItSays(FailureAnalysis analysis, String property, String value, String reason,
			String action) {
		assertThat(analysis.getDescription()).isEqualTo("""
				A property of jdbc-guard cannot work:

				    Property: %s
				    Value: "%s"
				    Reason: %s""".formatted(property, value, reason));
		assertThat(analysis.getAction()).isEqualTo(action);
	}

}
