/**
 * The servlet request as a boundary of connections.
 */
@NullMarked
package io.github.jdbcguard.web;

import org.jspecify.annotations.NullMarked;
