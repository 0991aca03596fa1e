package dev.spike.ledger.postgres;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.NegativeRule;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.UnknownCreditTypeException;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.postgres.RowDraft.Booking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the engine was built. */
record LedgerSettings(
        List<CreditType> creditTypes,
        Map<String, BurnDownOrder> orders,
        boolean groupSpendDaily,
        ZoneId zone,
        InstantSource clock,
        Negatives negatives,
        Holds holds) {

    /** Who may go below zero; the rule of a credit type stands before the one for all. */
    record Negatives(NegativeRule all, Map<String, NegativeRule> byType) {

        NegativePolicy policyFor(CreditType type, Billable billable) {
            return byType.getOrDefault(type.id(), all).policyFor(type, billable);
        }
    }

    /**
     * @param longest none is without end
     * @param refuseOver whether capturing more than is held is refused, not spent besides
     */
    record Holds(@Nullable Duration longest, boolean refuseOver) {}

    NegativePolicy negativePolicy(AccountRef ref) {
        return negatives.policyFor(ref.creditType(), ref.billable());
    }

    /** Whether so much may go, seen from what is available. */
    boolean admits(AccountRef ref, long available, long amount) {
        try {
            return negativePolicy(ref).admits(Math.subtractExact(available, amount));
        } catch (ArithmeticException e) {
            return false;
        }
    }

    /** How usage of that date stands in the books. */
    Booking usage(Instant datedAt) {
        return new Booking(TransactionType.USAGE, datedAt, dayOf(datedAt), groupSpendDaily);
    }

    @Nullable
    Duration maxHold() {
        return holds.longest();
    }

    boolean refuseCaptureOverHold() {
        return holds.refuseOver();
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    BurnDownOrder orderOf(CreditType type) {
        return orders.getOrDefault(type.id(), BurnDownOrder.standard());
    }

    CreditType creditType(String id) {
        return creditTypes.stream()
                .filter(type -> type.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownCreditTypeException(
                        id, creditTypes.stream().map(CreditType::id).toList()));
    }
}
