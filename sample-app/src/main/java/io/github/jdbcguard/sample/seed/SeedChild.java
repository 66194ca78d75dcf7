package io.github.jdbcguard.sample.seed;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Adds 1 to the seed of one round.
 */
@Component
@ConditionalOnProperty("seed.child-of")
class SeedChild implements ApplicationRunner {

	private final Seeds seeds;

	private final long round;

	SeedChild(Seeds seeds, @Value("${seed.child-of}") long round) {
		this.seeds = seeds;
		this.round = round;
	}

	@Override
	public void run(ApplicationArguments args) {
		this.seeds.addOne(this.round);
	}

}
