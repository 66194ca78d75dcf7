/**
 * The servlet request as a boundary of connections, and as what a session belongs to.
 */
@NullMarked
package io.github.jdbcguard.web;

import org.jspecify.annotations.NullMarked;
