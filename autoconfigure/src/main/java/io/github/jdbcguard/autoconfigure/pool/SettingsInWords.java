package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.pool.PoolPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Says in a clause what is set for a pool.
 */
final class SettingsInWords {

	private SettingsInWords() {
	}

	static String of(PoolSettings settings) {
		PoolPolicy policy = settings.policy().build();
		List<String> words = new ArrayList<>();
		if (settings.size() != null) {
			words.add("size " + settings.size().value()
					+ ((settings.overflow() > 0) ? " + " + settings.overflow() + " overflow" : ""));
		}
		if (!policy.reuse()) {
			words.add("each connection used once");
		}
		if (policy.timeout() != null) {
			words.add("a checkout takes at most " + Durations.print(policy.timeout()));
		}
		if (policy.recycle() != null) {
			words.add("recycled after " + Durations.print(policy.recycle()));
		}
		addPing(policy.pingAfterIdle(), words);
		switch (policy.resetOnReturn()) {
			case ROLLBACK -> {
			}
			case COMMIT -> words.add("committed on return");
			case NONE -> words.add("transactions left open on return");
		}
		if (policy.resetSession()) {
			words.add("session cleared on return");
		}
		switch (policy.serverTimeoutCheck()) {
			case WARN -> {
			}
			case OFF -> words.add("server timeouts not checked");
			case FAIL -> words.add("no start with a server that is less patient");
		}
		return String.join(", ", words);
	}

	private static void addPing(@Nullable Duration pingAfterIdle, List<String> words) {
		if (pingAfterIdle != null) {
			words.add(pingAfterIdle.isZero() ? "pinged at each checkout"
					: "pinged when idle for " + Durations.print(pingAfterIdle));
		}
	}

}
