package io.github.jdbcguard.testing;

import java.nio.ByteBuffer;

/**
 * Finds the commands in what one client sends, by the protocol of its database: a simple
 * query or the end of a series of messages on PostgreSQL, the first packet of a command
 * on MySQL and MariaDB. The greeting is none, nor is what the server does not answer. It
 * makes no difference how the bytes are cut into pieces, nor when the answers come. Not
 * for what is encrypted. For one thread.
 */
final class Commands {

	/**
	 * What a client of PostgreSQL says first, when it does not ask whether it may encrypt
	 * what follows: the version of the protocol, 3.x.
	 */
	private static final int POSTGRES_MAJOR_VERSION = 3;

	private final boolean postgres;

	private final ByteBuffer head = ByteBuffer.allocate(8);

	private boolean greeted;

	private int unread;

	Commands(String url) {
		this.postgres = url.startsWith("jdbc:postgresql:");
		this.greeted = !this.postgres;
		this.head.limit(this.greeted ? 4 : 8);
	}

	/**
	 * Told of what the client sent next.
	 * @param sent where it is
	 * @param from where it begins
	 * @return how many commands there are in it
	 */
	int in(byte[] sent, int from) {
		int commands = 0;
		for (int i = from; i < sent.length; i++) {
			if (this.unread > 0) {
				this.unread--;
				continue;
			}
			this.head.put(sent[i]);
			if (!this.head.hasRemaining() && (this.postgres ? endPostgresHead() : endMysqlHead())) {
				commands++;
			}
		}
		return commands;
	}

	private boolean endPostgresHead() {
		if (!this.greeted) {
			this.greeted = this.head.getShort(4) == POSTGRES_MAJOR_VERSION;
			next(this.head.getInt(0) - 8, this.greeted ? 5 : 8);
			return false;
		}
		byte type = this.head.get(0);
		next(this.head.getInt(1) - 4, 5);
		return type == 'Q' || type == 'S';
	}

	private boolean endMysqlHead() {
		int length = Integer.reverseBytes(this.head.getInt(0)) & 0xffffff;
		if (this.head.limit() == 4 && length > 0) {
			this.head.limit(5);
			return false;
		}
		boolean command = length > 0 && this.head.get(3) == 0 && isAnsweredByMysql(this.head.get(4));
		next(Math.max(length - 1, 0), 4);
		return command;
	}

	/**
	 * All but leaving, sending a part of a parameter, and closing a prepared statement.
	 */
	private static boolean isAnsweredByMysql(byte command) {
		return command != 0x01 && command != 0x18 && command != 0x19;
	}

	private void next(int unread, int head) {
		this.unread = unread;
		this.head.clear().limit(head);
	}

}
