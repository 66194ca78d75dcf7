/**
 * Sessions and transactional scopes on Spring's transactions and templates.
 */
@NullMarked
package io.github.jdbcguard.session.spring;

import org.jspecify.annotations.NullMarked;
