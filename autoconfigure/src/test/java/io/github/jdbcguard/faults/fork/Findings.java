package io.github.jdbcguard.faults.fork;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What went wrong, and how often: counted by the program, handed over in a file, read by
 * the test.
 */
final class Findings {

	private final ConcurrentMap<Finding, Integer> counts = new ConcurrentHashMap<>();

	private final ConcurrentMap<Finding, String> details = new ConcurrentHashMap<>();

	void add(Finding finding, String detail) {
		add(finding, 1, detail);
	}

	void add(Finding finding, Throwable error) {
		StringWriter stack = new StringWriter();
		error.printStackTrace(new PrintWriter(stack));
		add(finding, stack.toString());
	}

	private void add(Finding finding, int count, String detail) {
		this.counts.merge(finding, count, Integer::sum);
		this.details.putIfAbsent(finding, detail);
	}

	void check(Finding finding, long expected, long actual) {
		if (actual != expected) {
			add(finding, "asked %d, got %d".formatted(expected, actual));
		}
	}

	int count(Finding finding) {
		return this.counts.getOrDefault(finding, 0);
	}

	/**
	 * What the parent noticed.
	 */
	int damage() {
		return count(Finding.WRONG_ANSWER) + count(Finding.LOST_ROW) + count(Finding.PARENT_ERROR);
	}

	String detail(Finding finding) {
		return this.details.getOrDefault(finding, "");
	}

	void merge(Findings others) {
		others.counts.forEach((finding, count) -> add(finding, count, others.detail(finding)));
	}

	void write(Path file) throws IOException {
		Properties properties = new Properties();
		this.counts.forEach((finding, count) -> {
			properties.setProperty(finding.name(), Integer.toString(count));
			properties.setProperty(finding.name() + ".detail", detail(finding));
		});
		try (Writer writer = Files.newBufferedWriter(file)) {
			properties.store(writer, null);
		}
	}

	static Findings read(Path file) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		Findings findings = new Findings();
		for (Finding finding : Finding.values()) {
			int count = Integer.parseInt(properties.getProperty(finding.name(), "0"));
			if (count > 0) {
				findings.add(finding, count, properties.getProperty(finding.name() + ".detail"));
			}
		}
		return findings;
	}

	String counts() {
		return this.counts.toString();
	}

	@Override
	public String toString() {
		return this.counts + " " + this.details;
	}

}
