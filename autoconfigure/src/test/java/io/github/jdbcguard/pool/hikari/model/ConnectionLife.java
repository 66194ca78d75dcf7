package io.github.jdbcguard.pool.hikari.model;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where a connection stands, as far as its events tell, and which events may come next.
 */
enum ConnectionLife {

	UNKNOWN, IDLE, LEASED, RESET, ENDING, DETACHED, CLOSED, ABANDONED;

	private static final Map<ConnectionLife, Map<String, ConnectionLife>> NEXT = Map.of(//
			UNKNOWN, Map.of("opened", IDLE), //
			IDLE,
			Map.of("checkedOut", LEASED, "invalidated", ENDING, "retired", ENDING, "recycled", ENDING, "closed", CLOSED,
					"abandoned", ABANDONED), //
			LEASED,
			Map.of("reset", RESET, "invalidated", ENDING, "detached", DETACHED, "closed", CLOSED, "abandoned",
					ABANDONED), //
			RESET, Map.of("checkedIn", IDLE, "invalidated", ENDING, "closed", CLOSED, "abandoned", ABANDONED), //
			ENDING, Map.of("closed", CLOSED), //
			DETACHED, Map.of("closed", CLOSED), //
			CLOSED, Map.of(), //
			ABANDONED, Map.of());

	/**
	 * Where it stands after an event, {@code null} where the event must not come.
	 */
	@Nullable ConnectionLife after(String event) {
		return NEXT.get(this).get(event);
	}

	/**
	 * Whether the connection is in the pool.
	 */
	boolean isOpen() {
		return this == IDLE || this == LEASED || this == RESET;
	}

}
