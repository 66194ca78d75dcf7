package io.github.jdbcguard.sample.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.jdbcguard.sample.ledger.statement.Posting;
import io.github.jdbcguard.sample.ledger.statement.Statement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Transfers to and fro between a few accounts by several threads at once.
 */
class ManyTransfers {

	private static final int THREADS = 8;

	private static final int TRANSFERS_PER_THREAD = 50;

	static final int NUMBER = THREADS * TRANSFERS_PER_THREAD;

	private final LedgerClient ledger;

	private final List<String> accountNos;

	private final BigDecimal sum;

	ManyTransfers(LedgerClient ledger) {
		this.ledger = ledger;
		this.accountNos = Stream.generate(() -> ledger.open("20.00")).limit(4).toList();
		this.sum = sum();
	}

	void make() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Callable<List<Integer>>> work = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				Random random = new Random(thread);
				work.add(() -> IntStream.range(0, TRANSFERS_PER_THREAD).map((i) -> transfer(random)).boxed().toList());
			}
			for (Future<List<Integer>> statuses : threads.invokeAll(work)) {
				assertThat(statuses.get()).as("made, or refused for lack of money").isSubsetOf(201, 409);
			}
		}
		finally {
			threads.shutdown();
		}
	}

	void nothingWasLostOrMade() {
		assertThat(sum()).isEqualByComparingTo(this.sum);
		for (String accountNo : this.accountNos) {
			Statement statement = this.ledger.statement(accountNo, "?limit=200");
			BigDecimal running = BigDecimal.ZERO;
			for (Posting posting : statement.postings()) {
				running = running.add(posting.amount());
				assertThat(posting.balance()).isEqualByComparingTo(running).isNotNegative();
			}
			assertThat(statement.account().balance()).isEqualByComparingTo(running);
		}
	}

	private int transfer(Random random) {
		int from = random.nextInt(this.accountNos.size());
		int to = (from + 1 + random.nextInt(this.accountNos.size() - 1)) % this.accountNos.size();
		return this.ledger
			.transfer(this.accountNos.get(from), this.accountNos.get(to), Integer.toString(1 + random.nextInt(20)))
			.getExchangeResult()
			.getStatus()
			.value();
	}

	private BigDecimal sum() {
		return this.accountNos.stream().map(this.ledger::balance).reduce(BigDecimal.ZERO, BigDecimal::add);
	}

}
