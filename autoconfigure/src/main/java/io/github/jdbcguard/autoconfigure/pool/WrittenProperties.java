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
		return this.binder.bind(name(key), Bindable.of(String.class)).orElse(null);
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

	/**
	 * A value together with what the user wrote, where that was anything.
	 * @param <T> the type of the value
	 * @param key the full name of the property
	 * @param value its value, {@code null} where it is not set
	 * @return the setting, {@code null} where it is not set
	 */
	public <T> @Nullable Setting<T> settingIfWritten(String key, @Nullable T value) {
		return (value != null) ? setting(key, value) : null;
	}

	/**
	 * The value of a property that is a key in a map, where the map may have it in
	 * several spellings.
	 * @param <E> the type of the value
	 * @param key the full name of the property
	 * @param otherwise the value where it is not set in a spelling that Spring Boot knows
	 * @return the value that Spring Boot gives the property
	 */
	public <E extends Enum<E>> E value(String key, E otherwise) {
		return this.binder.bind(name(key), Bindable.of(otherwise.getDeclaringClass())).orElse(otherwise);
	}

	private static ConfigurationPropertyName name(String key) {
		return ConfigurationPropertyName.adapt(key, '.');
	}

	private static String print(Object value) {
		return (value instanceof Duration duration) ? Durations.print(duration) : value.toString();
	}

}
