/**
 * The session and scope properties, and the beans made of them.
 */
@NullMarked
package io.github.jdbcguard.autoconfigure.session;

import org.jspecify.annotations.NullMarked;
