package dev.spike.billing;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.burndown.BurnDownOrder;
import org.jspecify.annotations.Nullable;

/**
 * A credit type, and what is agreed about it.
 *
 * @param negative how far its accounts may go below zero
 * @param burnDown the order in which its grants are spent
 * @param unitPrice what one credit costs that is owed at a renewal; none if what is owed is not charged
 * @param chargesNegativeBalances whether what is owed is charged at a renewal; only with a unit price
 */
public record CreditTypeTerms(
        CreditType creditType,
        NegativePolicy negative,
        BurnDownOrder burnDown,
        @Nullable UnitPrice unitPrice,
        boolean chargesNegativeBalances) {

    public CreditTypeTerms {
        if (chargesNegativeBalances && unitPrice == null) {
            throw new IllegalArgumentException("What is owed of '" + creditType.id()
                    + "' is to be charged, but no unit price says how much; give one.");
        }
    }

    /** Never below zero, spent in the standard order. */
    public static CreditTypeTerms of(CreditType creditType) {
        return new CreditTypeTerms(creditType, NegativePolicy.refused(), BurnDownOrder.standard(), null, false);
    }
}
