package io.github.jdbcguard.sample.ledger.transfer;

import java.math.BigDecimal;
import java.util.UUID;

import io.github.jdbcguard.sample.ledger.account.Account;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A transfer to make.
 *
 * @param id the sender's own id, so that an order sent twice is carried out once; made
 * here when absent
 * @param from the account to take from
 * @param to the account to give to
 * @param amount how much
 * @param text what it is for
 */
public record TransferOrder(@Nullable UUID id, @NotNull @Pattern(regexp = Account.NUMBER_FORMAT) String from,
		@NotNull @Pattern(regexp = Account.NUMBER_FORMAT) String to,
		@NotNull @Positive @Digits(integer = 12, fraction = 2) BigDecimal amount,
		@NotBlank @Size(max = 140) String text) {

}
