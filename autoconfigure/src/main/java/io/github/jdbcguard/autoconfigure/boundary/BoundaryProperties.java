package io.github.jdbcguard.autoconfigure.boundary;

import java.time.Duration;
import java.util.Map;

import io.github.jdbcguard.boundary.Reaction;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the boundary rules, for all DataSources and for a single one alike.
 * Nothing has a default here, for it has to be known what the user wrote. Immutable.
 *
 * @param reaction One reaction for all rules, outside-transaction among them. A rule that
 * has its own under 'rules' keeps that.
 * @param rules Reactions to single rules, by the name of the rule. A rule that is not set
 * here warns, but for outside-transaction, which is ignored.
 * @param longLeaseAfter Time from which on a connection is held for too long, at least
 * 100 ms.
 * @param idleInTransactionAfter Time from which on a transaction in which no statement
 * runs is open for too long, at least 100 ms.
 * @param stackTraces Whether to remember where each connection was taken. Costs
 * microseconds for each.
 */
public record BoundaryProperties(@Nullable Reaction reaction, @DefaultValue Map<String, Reaction> rules,
		@Nullable Duration longLeaseAfter, @Nullable Duration idleInTransactionAfter, @Nullable Boolean stackTraces) {

}
