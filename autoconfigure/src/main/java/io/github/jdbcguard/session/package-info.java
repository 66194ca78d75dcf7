/**
 * Sessions: one unit of work after the other on one lazily taken connection, shared with
 * everything else that works on the same DataSource; and transactional scopes.
 */
@NullMarked
package io.github.jdbcguard.session;

import org.jspecify.annotations.NullMarked;
