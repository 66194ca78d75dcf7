/**
 * How a Spring Boot application comes to be guarded: properties, auto-configurations,
 * post-processors, failure analysis and hints.
 */
@NullMarked
package io.github.jdbcguard.autoconfigure;

import org.jspecify.annotations.NullMarked;
