package io.github.jdbcguard.coexistence.sharing;

import java.util.function.Supplier;

import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A service whose methods are transactional in all the ways there are.
 */
class Propagations {

	@Transactional
	<T> T required(Supplier<T> work) {
		return work.get();
	}

	@Transactional(propagation = Propagation.REQUIRES_NEW)
	<T> T requiresNew(Supplier<T> work) {
		return work.get();
	}

	@Transactional(propagation = Propagation.NESTED)
	<T> T nested(Supplier<T> work) {
		return work.get();
	}

	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	<T> T notSupported(Supplier<T> work) {
		return work.get();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	<T> T mandatory(Supplier<T> work) {
		return work.get();
	}

	@Transactional(readOnly = true)
	<T> T readOnly(Supplier<T> work) {
		return work.get();
	}

	@Transactional(isolation = Isolation.SERIALIZABLE)
	<T> T serializable(Supplier<T> work) {
		return work.get();
	}

}
