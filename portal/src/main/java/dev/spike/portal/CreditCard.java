package dev.spike.portal;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Plan;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.Grant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a credit type looks like at a glance; each part as a sentence, or none.
 *
 * @param held what is set aside
 * @param owed what was spent ahead
 * @param ending what ends next, and when
 * @param coming what comes next by itself, and when
 * @param lasting about how long it lasts at the pace of the last weeks
 */
record CreditCard(
        String type,
        String name,
        @Nullable String icon,
        String available,
        boolean below,
        @Nullable String held,
        @Nullable String owed,
        @Nullable String ending,
        @Nullable String coming,
        @Nullable String lasting) {

    /** The pace is that of so many days. */
    private static final int DAYS = 30;

    /** Who began later has no pace yet. */
    private static final int PACE_DAYS = 7;

    /** Whoever has enough for longer needs no date. */
    private static final int FORESEEN_DAYS = 365;

    static CreditCard of(Visit visit, CreditAccount account) {
        var say = visit.reader();
        var type = account.creditType();
        var balance = account.balance();
        var grants = account.grants();
        return new CreditCard(
                type.id(),
                say.name(type),
                type.icon(),
                say.amount(type, balance.available()),
                balance.available() < 0,
                balance.held() == 0 ? null : say.text("card.held", "amount", say.amount(type, balance.held())),
                balance.owed() == 0 ? null : say.text("card.owed", "amount", say.amount(type, balance.owed())),
                ending(visit, grants, type),
                coming(visit, type),
                lasting(visit, account, grants, balance.available()));
    }

    /** All that ends at the soonest instant. */
    private static @Nullable String ending(Visit visit, List<Grant> grants, CreditType type) {
        var soonest = grants.stream()
                .filter(grant -> grant.isEffectiveAt(visit.now()))
                .map(grant -> grant.terms().expiresAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        return soonest.map(instant -> {
                    long amount = grants.stream()
                            .filter(grant -> grant.isEffectiveAt(visit.now()))
                            .filter(grant -> instant.equals(grant.terms().expiresAt()))
                            .mapToLong(Grant::remaining)
                            .reduce(0, Math::addExact);
                    return visit.reader()
                            .text(
                                    "card.ending",
                                    "amount",
                                    visit.reader().amount(type, amount),
                                    "when",
                                    visit.reader().moment(instant));
                })
                .orElse(null);
    }

    private static @Nullable String coming(Visit visit, CreditType type) {
        var subscriber = visit.buyer().subscriber();
        long amount = subscriber
                .currentPlan()
                .map(Plan::provides)
                .map(provides -> credits(provides, type))
                .orElse(0L);
        if (amount == 0) {
            return null;
        }
        return visit.reader()
                .text(
                        "card.coming",
                        "amount",
                        visit.reader().amount(type, amount),
                        "when",
                        visit.reader().day(subscriber.monthlyRenewalDate()));
    }

    private static long credits(Plan.Provides provides, CreditType type) {
        return provides.monthly().stream()
                .filter(CreditAmount.class::isInstance)
                .map(CreditAmount.class::cast)
                .filter(credits -> credits.creditType().equals(type))
                .mapToLong(CreditAmount::amount)
                .reduce(0, Math::addExact);
    }

    /** Only where there is a pace, and where nothing ends before it is used up. */
    private static @Nullable String lasting(Visit visit, CreditAccount account, List<Grant> grants, long available) {
        var today = LocalDate.ofInstant(
                visit.now(), visit.site().billing().catalogue().settings().zone());
        var used = account.usage(today.minusDays(DAYS - 1L), today);
        var spent =
                used.stream().map(DailyUsage::spent).map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (available <= 0 || spent.signum() <= 0 || used.get(0).day().isAfter(today.minusDays(PACE_DAYS))) {
            return null;
        }
        var days =
                BigDecimal.valueOf(available).multiply(BigDecimal.valueOf(DAYS)).divide(spent, 0, RoundingMode.FLOOR);
        if (days.compareTo(BigDecimal.valueOf(FORESEEN_DAYS)) > 0) {
            return null;
        }
        var end = visit.now().plus(Duration.ofDays(days.longValueExact()));
        boolean endsBefore = grants.stream()
                .map(grant -> grant.terms().expiresAt())
                .anyMatch(expires -> expires != null && expires.isBefore(end));
        return endsBefore
                ? null
                : visit.reader().text("card.lasting", "when", visit.reader().day(end));
    }
}
