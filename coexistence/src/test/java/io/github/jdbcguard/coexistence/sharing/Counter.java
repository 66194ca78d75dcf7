package io.github.jdbcguard.coexistence.sharing;

import java.util.Collection;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.github.jdbcguard.session.JdbcSession;

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Pages that use the session of their request, and everything else. They answer how many
 * connections the work has run on.
 */
@RestController
class Counter {

	private final JdbcSession session;

	private final Propagations service;

	private final Collection<Way> ways;

	private final AsyncTaskExecutor executor;

	private final Parked parked;

	Counter(JdbcSession session, Propagations service, Collection<Way> ways, AsyncTaskExecutor executor,
			Parked parked) {
		this.session = session;
		this.service = service;
		this.ways = ways;
		this.executor = executor;
		this.parked = parked;
	}

	@GetMapping("/write/{text}")
	int write(@PathVariable String text) {
		Collection<Integer> backends = new TreeSet<>();
		this.session.jdbc().sql(JdbcWays.WRITE).param(text).update();
		backends.add(this.session.jdbc().sql(JdbcWays.BACKEND).query(Integer.class).single());
		this.ways.forEach((way) -> way.write(text));
		backends.addAll(backends());
		backends.addAll(this.service.required(this::backends));
		backends.addAll(this.service.mandatory(this::backends));
		return backends.size();
	}

	private Collection<Integer> backends() {
		return this.ways.stream().map(Way::backend).collect(Collectors.toSet());
	}

	@GetMapping("/write-and-fail/{text}")
	int writeAndFail(@PathVariable String text) {
		write(text);
		throw new IllegalArgumentException("Better not");
	}

	@GetMapping("/write-twice/{text}")
	int writeTwice(@PathVariable String text) {
		int first = write(text);
		this.session.commit();
		this.parked.look();
		return Math.max(first, write(text));
	}

	@GetMapping("/write-and-call/{text}")
	Callable<Integer> writeAndCall(@PathVariable String text) {
		int first = write(text);
		return () -> Math.max(first, write(text));
	}

	@GetMapping("/write-and-park/{text}")
	DeferredResult<Integer> writeAndPark(@PathVariable String text) {
		int first = write(text);
		DeferredResult<Integer> result = new DeferredResult<>();
		this.executor.execute(() -> {
			this.parked.look();
			result.setResult(first);
		});
		return result;
	}

}
