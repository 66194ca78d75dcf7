package io.github.jdbcguard.autoconfigure;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * A policy that cannot work. The first of its properties is to be blamed.
 *
 * @param properties the properties, as they are written
 * @param property the property that has to be named
 * @param value the value that has to be quoted
 * @param reason why it cannot work
 * @param action what to do
 */
record BadPolicy(String[] properties, String property, String value, String reason, String action) {

	static BadPolicy of(String... properties) {
		return new BadPolicy(properties, "", "", "", "");
	}

	BadPolicy because(String reason, String action) {
		String[] blamed = this.properties[0].split("=");
		return new BadPolicy(this.properties, blamed[0], blamed[1], reason, action);
	}

	/**
	 * Start the application and compare all that it says.
	 */
	void assertRefusedBy(ApplicationContextRunner application) {
		Failures.assertThatItSays(Failures.analysisOf(application, this.properties), this.property, this.value,
				this.reason, this.action);
	}

	@Override
	public String toString() {
		return String.join(", ", this.properties);
	}

}
