package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Properties as the user wrote them, wherever that was and in whatever relaxed form: a
 * message is recognised by the text that it quotes, and a value that equals a default is
 * seen to have been written. Safe for use by any thread.
 */
public final class WrittenProperties {

	private final Binder binder;

	/**
	 * Read from an environment.
	 * @param environment the environment
	 */
	public WrittenProperties(Environment environment) {
		this.binder = Binder.get(environment);
	}

	/**
	 * The text of a property.
	 * @param key its full name
	 * @return the text, with its placeholders resolved, {@code null} where it is not set
	 */
	@Nullable String text(String key) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
		return this.binder.bind(name, Bindable.of(String.class)).orElse(null);
	}

	/**
	 * A value together with what the user wrote.
	 * @param <T> the type of the value
	 * @param key the full name of the property
	 * @param value its value
	 * @return the setting
	 */
	public <T> Setting<T> setting(String key, T value) {
		String text = text(key);
		return new Setting<>(key, (text != null) ? text : print(value), value);
	}

	<T> @Nullable Setting<T> settingIfWritten(String key, @Nullable T value) {
		return (value != null) ? setting(key, value) : null;
	}

	private static String print(Object value) {
		return (value instanceof Duration duration) ? Durations.print(duration) : value.toString();
	}

}
