package io.github.jdbcguard.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a pool is guarded and what it does with its connections. Immutable.
 *
 * @param onForeignConnection what happens at a checkout that meets a connection of
 * another life of the process
 * @param reconnectSpread after a restore new connections are opened at a random moment
 * within this time, zero for at once
 * @param reuse whether a connection is used more than once; {@code false} is SQLAlchemy's
 * {@code NullPool}, with a cap
 * @param maxOverflow by how many connections the pool may exceed its size, which is
 * HikariCP's minimum of idle connections, for as long as they are needed. SQLAlchemy's
 * {@code max_overflow}
 * @param timeout the longest that a checkout may take, waiting, pinging and replacing
 * together; {@code null} where HikariCP's connection timeout bounds the waiting, and once
 * more what comes after it. SQLAlchemy's {@code pool_timeout}
 * @param recycle the age since it was opened from which on a connection is replaced at
 * its next checkout, {@code null} for no such age. SQLAlchemy's {@code pool_recycle}
 * @param pingAfterIdle how long a connection must have been idle to be pinged at its next
 * checkout; zero for always, which is SQLAlchemy's {@code pool_pre_ping}, {@code null}
 * for HikariCP's 500 ms
 * @param resetOnReturn what happens to a transaction that is left open when the
 * connection is given back. SQLAlchemy's {@code pool_reset_on_return}
 * @param resetSession whether the state of the server's session is cleared when the
 * connection is given back
 * @param serverTimeoutCheck what happens where the server closes connections earlier than
 * the pool expects
 */
public record PoolPolicy(OnForeignConnection onForeignConnection, Duration reconnectSpread, boolean reuse,
		int maxOverflow, @Nullable Duration timeout, @Nullable Duration recycle, @Nullable Duration pingAfterIdle,
		ResetOnReturn resetOnReturn, boolean resetSession, ServerTimeoutCheck serverTimeoutCheck) {

	/**
	 * What holds where nothing is set.
	 * @return the defaults
	 */
	public static PoolPolicy defaults() {
		return builder().build();
	}

	/**
	 * Start to build a policy from the defaults.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * What happens at a checkout that meets a connection of another life of the process.
	 */
	public enum OnForeignConnection {

		/**
		 * It is abandoned and replaced; the borrower notices nothing.
		 */
		REPLACE,

		/**
		 * It is abandoned and the checkout fails with a
		 * {@link ForeignConnectionException}.
		 */
		FAIL

	}

	/**
	 * What happens to a transaction that is left open when its connection is given back.
	 */
	public enum ResetOnReturn {

		/**
		 * It is rolled back. Where that fails the connection is thrown away, and
		 * {@code close()} does not throw.
		 */
		ROLLBACK,

		/**
		 * It is committed. Where that fails the connection is thrown away, and
		 * {@code close()} throws: a lost commit is never silent.
		 */
		COMMIT,

		/**
		 * It is left open, and the next borrower is inside it.
		 */
		NONE

	}

	/**
	 * What happens where the server closes connections earlier than the pool expects.
	 */
	public enum ServerTimeoutCheck {

		/**
		 * The server is not asked.
		 */
		OFF,

		/**
		 * It is logged as a warning when the pool has opened its first connection.
		 */
		WARN,

		/**
		 * The application does not start.
		 */
		FAIL

	}

	/**
	 * Builds a policy. Not thread-safe.
	 */
	public static final class Builder {

		private OnForeignConnection onForeignConnection = OnForeignConnection.REPLACE;

		private Duration reconnectSpread = Duration.ZERO;

		private boolean reuse = true;

		private int maxOverflow;

		private @Nullable Duration timeout;

		private @Nullable Duration recycle;

		private @Nullable Duration pingAfterIdle;

		private ResetOnReturn resetOnReturn = ResetOnReturn.ROLLBACK;

		private boolean resetSession;

		private ServerTimeoutCheck serverTimeoutCheck = ServerTimeoutCheck.WARN;

		private Builder() {
		}

		/**
		 * Set {@link PoolPolicy#onForeignConnection()}.
		 * @param onForeignConnection what happens
		 * @return this builder
		 */
		public Builder onForeignConnection(OnForeignConnection onForeignConnection) {
			this.onForeignConnection = onForeignConnection;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#reconnectSpread()}.
		 * @param reconnectSpread the window, zero for at once
		 * @return this builder
		 */
		public Builder reconnectSpread(Duration reconnectSpread) {
			this.reconnectSpread = reconnectSpread;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#reuse()}.
		 * @param reuse whether a connection is used more than once
		 * @return this builder
		 */
		public Builder reuse(boolean reuse) {
			this.reuse = reuse;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#maxOverflow()}. The sizes of the pool itself are set at
		 * the pool.
		 * @param maxOverflow the number of connections, zero for none
		 * @return this builder
		 */
		public Builder maxOverflow(int maxOverflow) {
			this.maxOverflow = maxOverflow;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#timeout()}. The connection timeout of the pool itself is
		 * set at the pool.
		 * @param timeout the longest that a checkout may take
		 * @return this builder
		 */
		public Builder timeout(@Nullable Duration timeout) {
			this.timeout = timeout;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#recycle()}.
		 * @param recycle the age, at least 1 s
		 * @return this builder
		 */
		public Builder recycle(@Nullable Duration recycle) {
			this.recycle = recycle;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#pingAfterIdle()}.
		 * @param pingAfterIdle the time, zero for always
		 * @return this builder
		 */
		public Builder pingAfterIdle(@Nullable Duration pingAfterIdle) {
			this.pingAfterIdle = pingAfterIdle;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#resetOnReturn()}.
		 * @param resetOnReturn what happens
		 * @return this builder
		 */
		public Builder resetOnReturn(ResetOnReturn resetOnReturn) {
			this.resetOnReturn = resetOnReturn;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#resetSession()}.
		 * @param resetSession whether the session is cleared
		 * @return this builder
		 */
		public Builder resetSession(boolean resetSession) {
			this.resetSession = resetSession;
			return this;
		}

		/**
		 * Set {@link PoolPolicy#serverTimeoutCheck()}.
		 * @param serverTimeoutCheck what happens
		 * @return this builder
		 */
		public Builder serverTimeoutCheck(ServerTimeoutCheck serverTimeoutCheck) {
			this.serverTimeoutCheck = serverTimeoutCheck;
			return this;
		}

		/**
		 * Build the policy.
		 * @return the policy
		 */
		public PoolPolicy build() {
			return new PoolPolicy(this.onForeignConnection, this.reconnectSpread, this.reuse, this.maxOverflow,
					this.timeout, this.recycle, this.pingAfterIdle, this.resetOnReturn, this.resetSession,
					this.serverTimeoutCheck);
		}

	}

}
