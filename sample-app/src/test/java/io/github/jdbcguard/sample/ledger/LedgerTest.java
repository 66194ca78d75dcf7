package io.github.jdbcguard.sample.ledger;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.test.GuardedConnections;

import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * A test over HTTP against the running ledger, which is to leave no connection open and
 * to break no boundary rule but the one that the ledger only counts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(classes = LedgerApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@GuardedConnections(tolerate = BoundaryRule.OUTSIDE_TRANSACTION)
@interface LedgerTest {

}
