package dev.spike.ledger.postgres;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.UnknownCreditTypeException;
import dev.spike.ledger.burndown.BurnDownOrder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** How the engine was built. */
record LedgerSettings(
        List<CreditType> creditTypes,
        Map<String, BurnDownOrder> orders,
        boolean groupSpendDaily,
        ZoneId zone,
        InstantSource clock) {

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
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
