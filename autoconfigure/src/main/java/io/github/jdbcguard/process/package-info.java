/**
 * Which incarnation of the process this is, and who is told when it changes.
 */
@NullMarked
package io.github.jdbcguard.process;

import org.jspecify.annotations.NullMarked;
