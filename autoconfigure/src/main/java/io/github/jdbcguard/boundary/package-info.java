/**
 * The rules about where a connection may go: not out of the thread, the transaction and
 * the request that took it, and not back dirty. Each has a
 * {@link io.github.jdbcguard.boundary.Reaction}, and what breaks one is a
 * {@link io.github.jdbcguard.boundary.Violation}.
 */
@NullMarked
package io.github.jdbcguard.boundary;

import org.jspecify.annotations.NullMarked;
