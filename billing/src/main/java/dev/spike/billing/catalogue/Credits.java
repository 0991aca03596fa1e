package dev.spike.billing.catalogue;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.InvalidRequestException;
import java.math.BigDecimal;
import java.util.Optional;

/** Turns credits as people write them into amounts of a credit type. */
final class Credits {

    private Credits() {}

    static Optional<Long> amount(Section section, Entry entry, BigDecimal credits, CreditType type) {
        try {
            return Optional.of(type.amount(credits));
        } catch (InvalidRequestException e) {
            boolean tooPrecise = e.error() == ErrorCode.AMOUNT_TOO_PRECISE;
            section.mistake(
                    tooPrecise ? MistakeKind.CREDITS_TOO_PRECISE : MistakeKind.CREDITS_TOO_LARGE,
                    entry,
                    "'" + type.id() + "' has " + type.decimals() + " decimals, and 19 digits in all");
            return Optional.empty();
        }
    }
}
