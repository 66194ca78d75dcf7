package io.github.jdbcguard.benchmarks.stub;

import java.lang.invoke.MethodHandles;
import java.sql.SQLFeatureNotSupportedException;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * A concrete class made of an abstract one: what was left out throws
 * {@link SQLFeatureNotSupportedException}, what was written is inherited as it stands, so
 * that no call on the measured path passes through anything generated.
 *
 * @param <T> the abstract class
 * @param type the concrete class
 */
record Completed<T>(Class<? extends T> type) {

	static <T> Completed<T> of(Class<T> unfinished) {
		return new Completed<>(new ByteBuddy().subclass(unfinished)
			.method(ElementMatchers.isAbstract())
			.intercept(ExceptionMethod.throwing(SQLFeatureNotSupportedException.class))
			.make()
			.load(unfinished.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
			.getLoaded());
	}

	T create() {
		try {
			return this.type.getDeclaredConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("'%s' cannot be created".formatted(this.type), ex);
		}
	}

}
