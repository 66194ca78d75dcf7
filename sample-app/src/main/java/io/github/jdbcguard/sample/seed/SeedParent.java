package io.github.jdbcguard.sample.seed;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Inserts 1, has a child add 1, reads 2, over and over. Ends at the first round that
 * reads anything else.
 */
@Component
@ConditionalOnProperty("seed.rounds")
class SeedParent implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(SeedParent.class);

	private final Seeds seeds;

	private final ChildProcess child;

	private final int rounds;

	SeedParent(Seeds seeds, ChildProcess child, @Value("${seed.rounds}") int rounds) {
		this.seeds = seeds;
		this.child = child;
		this.rounds = rounds;
	}

	@Override
	public void run(ApplicationArguments args) throws IOException, InterruptedException {
		for (int i = 1; i <= this.rounds; i++) {
			long round = this.seeds.sow();
			this.child.run(round);
			int amount = this.seeds.amount(round);
			Assert.state(amount == 2, () -> "Round %d read %d instead of 2".formatted(round, amount));
			if (i % 10 == 0 || i == this.rounds) {
				logger.info("{} of {} rounds read 2", i, this.rounds);
			}
		}
	}

}
