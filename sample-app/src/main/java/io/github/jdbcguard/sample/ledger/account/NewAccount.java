package io.github.jdbcguard.sample.ledger.account;

import java.math.BigDecimal;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * An account to open.
 *
 * @param accountNo the number it shall have
 * @param owner whose money it is
 * @param openingBalance what is on it from the beginning
 */
public record NewAccount(@NotNull @Pattern(regexp = Account.NUMBER_FORMAT) String accountNo,
		@NotBlank @Size(max = 100) String owner,
		@NotNull @PositiveOrZero @Digits(integer = 12, fraction = 2) BigDecimal openingBalance) {

}
