package io.github.jdbcguard.faults;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

import io.github.jdbcguard.testing.Database;

/**
 * What a test tells the program that it starts, through a file in the directory which the
 * two share.
 *
 * @param directory the shared directory
 * @param values the settings
 */
public record ProgramSettings(Path directory, Properties values) {

	private static final String FILE = "settings.properties";

	/**
	 * Settings of a program that uses a database.
	 * @param directory the shared directory
	 * @param database the database
	 * @return the settings
	 */
	public static ProgramSettings of(Path directory, Database database) {
		return new ProgramSettings(directory, new Properties()).with("url", database.url())
			.with("user", database.user())
			.with("password", database.password());
	}

	/**
	 * Set a value.
	 * @param name its name
	 * @param value the value
	 * @return this
	 */
	public ProgramSettings with(String name, Object value) {
		this.values.setProperty(name, value.toString());
		return this;
	}

	/**
	 * A value.
	 * @param name its name
	 * @return the value
	 */
	public String get(String name) {
		return Objects.requireNonNull(this.values.getProperty(name), name);
	}

	/**
	 * A value that is a number.
	 * @param name its name
	 * @return the number
	 */
	public int number(String name) {
		return Integer.parseInt(get(name));
	}

	/**
	 * The database.
	 * @return the database
	 */
	public Database database() {
		return new Database(get("url"), get("user"), get("password"));
	}

	/**
	 * Write the settings where the program reads them.
	 * @return the directory, to be given to the program
	 * @throws IOException if that is impossible
	 */
	public String write() throws IOException {
		try (Writer writer = Files.newBufferedWriter(this.directory.resolve(FILE))) {
			this.values.store(writer, null);
		}
		return this.directory.toString();
	}

	/**
	 * Read the settings in the program.
	 * @param directory the shared directory
	 * @return the settings
	 * @throws IOException if there are none
	 */
	public static ProgramSettings read(String directory) throws IOException {
		ProgramSettings settings = new ProgramSettings(Path.of(directory), new Properties());
		try (Reader reader = Files.newBufferedReader(settings.directory.resolve(FILE))) {
			settings.values.load(reader);
		}
		return settings;
	}

}
