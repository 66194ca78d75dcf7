package io.github.jdbcguard.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * What the trials of one run gave, the forks of each put together.
 */
final class Results {

	private static final String ROW = "%-36s %7s  %-18s %11s %-6s %7s %6s %6s%n";

	private final Map<Trial, RunResult> results = new LinkedHashMap<>();

	void add(Trial trial, RunResult fork) {
		this.results.merge(trial, fork, Results::joined);
	}

	private static RunResult joined(RunResult earlier, RunResult later) {
		List<BenchmarkResult> forks = new ArrayList<>(earlier.getBenchmarkResults());
		forks.addAll(later.getBenchmarkResults());
		return new RunResult(earlier.getParams(), forks);
	}

	void writeJson(Path file) {
		ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(this.results.values());
	}

	/**
	 * Print medians over all iterations, how far the medians of the forks lie apart, the
	 * ratio to the baseline and the bytes allocated.
	 * @param out where to
	 */
	void printTable(PrintStream out) {
		out.printf(ROW, "benchmark", "threads", "pool", "median", "", "spread", "ratio", "B/op");
		this.results.forEach((trial, result) -> {
			Result<?> score = result.getPrimaryResult();
			double median = median(score);
			double baseline = median(this.results.getOrDefault(trial.baseline(), result).getPrimaryResult());
			out.printf(ROW, trial.benchmark().getSimpleName() + "." + trial.method(), trial.threads(), trial.pool(),
					"%.1f".formatted(median), score.getScoreUnit(), spread(result, median),
					"%.3f".formatted(median / baseline), "%.0f".formatted(bytes(result)));
		});
	}

	private static String spread(RunResult result, double median) {
		DoubleSummaryStatistics forks = result.getBenchmarkResults()
			.stream()
			.mapToDouble((fork) -> median(fork.getPrimaryResult()))
			.summaryStatistics();
		return (forks.getCount() > 1) ? "%.1f%%".formatted(100 * (forks.getMax() - forks.getMin()) / median) : "-";
	}

	private static double median(Result<?> result) {
		return result.getStatistics().getPercentile(50);
	}

	private static double bytes(RunResult result) {
		Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
		return (allocated != null) ? allocated.getScore() : Double.NaN;
	}

}
