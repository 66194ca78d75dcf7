package io.github.jdbcguard.coexistence.jpa;

import java.util.stream.Stream;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * The repository of customers.
 */
interface Customers extends JpaRepository<Customer, Long> {

	@Query("select c from Customer c left join fetch c.purchases where c.id = :id")
	Customer findWithPurchases(Long id);

	@Query("select c from Customer c order by c.name")
	Stream<Customer> streamAll();

}
