package io.github.jdbcguard.coexistence.jpa;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The application's pages.
 */
@RestController
class CustomerController {

	private final Customers customers;

	private final Sales sales;

	CustomerController(Customers customers, Sales sales) {
		this.customers = customers;
		this.sales = sales;
	}

	@GetMapping("/sell")
	Long sell(@RequestParam String name, @RequestParam String... items) {
		return this.sales.sell(name, items);
	}

	@GetMapping("/sell-and-fail")
	void sellAndFail(@RequestParam String name) {
		this.sales.sellAndFail(name);
	}

	@GetMapping("/{id}/items")
	String items(@PathVariable Long id) {
		return this.sales.items(id);
	}

	@GetMapping("/{id}/fetched")
	String fetched(@PathVariable Long id) {
		return this.customers.findWithPurchases(id).items();
	}

	@GetMapping("/{id}/rename")
	String rename(@PathVariable Long id, @RequestParam String to) {
		String before = this.customers.findById(id).orElseThrow().getName();
		String after = this.sales.rename(id, to);
		return before + " is " + after + " of " + this.customers.count();
	}

	/**
	 * Reads more when the transaction has ended, which is what open-in-view is for.
	 * @param id the customer
	 * @return what was bought
	 */
	@GetMapping("/{id}/lazy")
	String lazy(@PathVariable Long id) {
		return this.customers.findById(id).orElseThrow().items();
	}

	/**
	 * With open-in-view the task has the session, and so the connection, of the request.
	 * @param id the customer
	 * @param to the new name
	 * @return what was bought, by whom
	 */
	@GetMapping("/{id}/callable")
	Callable<String> callable(@PathVariable Long id, @RequestParam String to) {
		Long found = this.customers.findById(id).orElseThrow().getId();
		return () -> this.sales.rename(found, to) + " has " + this.sales.items(found);
	}

	/**
	 * With open-in-view the connection is taken by the task, in its transaction, and kept
	 * until the request ends in yet another thread.
	 * @param id the customer
	 * @param to the new name
	 * @return what was bought, by whom
	 */
	@GetMapping("/{id}/callable-only")
	Callable<String> callableOnly(@PathVariable Long id, @RequestParam String to) {
		return () -> this.sales.rename(id, to) + " has " + this.customers.findWithPurchases(id).items();
	}

	/**
	 * With open-in-view what was found in the request is read on by its task.
	 * @param id the customer
	 * @return what was bought
	 */
	@GetMapping("/{id}/lazy-callable")
	Callable<String> lazyCallable(@PathVariable Long id) {
		Customer customer = this.customers.findById(id).orElseThrow();
		return customer::items;
	}

	@GetMapping("/{id}/deferred")
	DeferredResult<String> deferred(@PathVariable Long id) {
		Long found = this.customers.findById(id).orElseThrow().getId();
		DeferredResult<String> result = new DeferredResult<>();
		CompletableFuture.runAsync(() -> result.setResult(this.sales.items(found)));
		return result;
	}

}
