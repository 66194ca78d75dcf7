package io.github.jdbcguard.faults;

import java.time.Duration;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ForkCheck;
import io.github.jdbcguard.process.ProcessWatch;
import io.github.jdbcguard.testing.Database;

/**
 * How the pool of a program is guarded.
 */
public enum Guard {

	/**
	 * Not at all: bare HikariCP, to show the damage.
	 */
	NONE,

	/**
	 * As by default.
	 */
	AUTO,

	/**
	 * With {@code fork-check: always}.
	 */
	ALWAYS;

	/**
	 * How long a pause of a program makes its idle connections suspect.
	 */
	public static final Duration FREEZE_THRESHOLD = Duration.ofSeconds(2);

	/**
	 * Open a pool without rules for its borrowers.
	 * @param database the database
	 * @param size how many connections it may have
	 * @param customizer sets what else there is to set
	 * @return the pool
	 */
	public OpenPool open(Database database, int size, Consumer<HikariDataSource> customizer) {
		return open(database, size, Rules.NONE, customizer);
	}

	/**
	 * Open a pool.
	 * @param database the database
	 * @param size how many connections it may have
	 * @param rules the rules for its borrowers
	 * @param customizer sets what else there is to set
	 * @return the pool
	 */
	public OpenPool open(Database database, int size, Rules rules, Consumer<HikariDataSource> customizer) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(database.url());
		pool.setUsername(database.user());
		pool.setPassword(database.password());
		pool.setMaximumPoolSize(size);
		pool.setConnectionTimeout(10_000);
		customizer.accept(pool);
		if (this == NONE) {
			return new OpenPool(pool, null);
		}
		ProcessWatch watch = ProcessWatch.builder()
			.forkCheck((this == ALWAYS) ? ForkCheck.ALWAYS : ForkCheck.AUTO)
			.freezeThreshold(FREEZE_THRESHOLD)
			.start();
		rules.belongTo(watch);
		return new OpenPool(
				GuardedHikariDataSource.guard(pool, watch, PoolPolicy.defaults(), rules::watch, "dataSource"), watch);
	}

	/**
	 * A pool and what watches over it.
	 *
	 * @param dataSource the pool
	 * @param watch the monitor, {@code null} for a bare pool
	 */
	public record OpenPool(HikariDataSource dataSource, ProcessWatch watch) implements AutoCloseable {

		@Override
		public void close() {
			this.dataSource.close();
			if (this.watch != null) {
				this.watch.close();
			}
		}

	}

}
