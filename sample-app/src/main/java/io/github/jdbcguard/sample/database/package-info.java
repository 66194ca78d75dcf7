/**
 * The database that the applications run on when nobody names one.
 */
@NullMarked
package io.github.jdbcguard.sample.database;

import org.jspecify.annotations.NullMarked;
