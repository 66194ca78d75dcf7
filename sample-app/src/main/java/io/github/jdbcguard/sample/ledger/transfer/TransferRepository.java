package io.github.jdbcguard.sample.ledger.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

import io.github.jdbcguard.sample.ledger.time.UtcColumn;
import io.github.jdbcguard.session.JdbcSession;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table of transfers. Works in the session of whoever calls.
 */
@Repository
class TransferRepository {

	private final JdbcClient jdbc;

	TransferRepository(JdbcSession session) {
		this.jdbc = session.jdbc();
	}

	void insert(Transfer transfer) {
		this.jdbc.sql("""
				insert into transfer (transfer_id, from_account, to_account, amount, remark, made_at)
				values (:id, :from, :to, :amount, :remark, :madeAt)""")
			.param("id", transfer.id().toString())
			.param("from", transfer.from())
			.param("to", transfer.to())
			.param("amount", transfer.amount())
			.param("remark", transfer.text())
			.param("madeAt", UtcColumn.of(transfer.madeAt()))
			.update();
	}

	Optional<Transfer> find(UUID id) {
		return this.jdbc.sql("""
				select transfer_id, from_account, to_account, amount, remark, made_at
				from transfer where transfer_id = :id""")
			.param("id", id.toString())
			.query(TransferRepository::transfer)
			.optional();
	}

	private static Transfer transfer(ResultSet row, int rowNumber) throws SQLException {
		return new Transfer(UUID.fromString(row.getString("transfer_id")), row.getString("from_account"),
				row.getString("to_account"), row.getBigDecimal("amount"), row.getString("remark"),
				UtcColumn.read(row, "made_at"));
	}

}
