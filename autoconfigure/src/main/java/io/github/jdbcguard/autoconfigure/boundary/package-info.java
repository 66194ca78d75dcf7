/**
 * What is set for the boundary rules, and how it comes to hold.
 */
@NullMarked
package io.github.jdbcguard.autoconfigure.boundary;

import org.jspecify.annotations.NullMarked;
