package dev.spike.testkit.contract;

import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.NegativeRule;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An engine that a suite drives, with its clock and an owner nobody else has.
 *
 * @param user a new owner for each test, so that tests do not meet
 */
public record LedgerUnderTest(Credits credits, SettableClock clock, Billable user) {

    /** When every test begins, unless it says otherwise: the reference's t0. */
    public static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

    /** Makes the engine that is tested; each path into an engine has one. */
    @FunctionalInterface
    public interface Maker {

        Credits make(Setup setup);
    }

    /**
     * What a suite asks of the engine.
     *
     * @param orders the burn-down order of a credit type, where it is not the standard one
     */
    public record Setup(
            List<CreditType> creditTypes,
            Map<String, BurnDownOrder> orders,
            boolean grouped,
            ZoneId zone,
            SettableClock clock,
            BalanceListener listener,
            Limits limits) {

        /** Types credits, sms and email, grouped by UTC day. */
        public static Setup standard() {
            return new Setup(
                    List.of(CreditType.of("credits"), CreditType.of("sms"), CreditType.of("email")),
                    Map.of(),
                    true,
                    ZoneOffset.UTC,
                    SettableClock.at(START),
                    event -> {},
                    Limits.standard());
        }

        public Setup ungrouped() {
            return new Setup(creditTypes, orders, false, zone, clock, listener, limits);
        }

        /** Spends the first type's grants in this order. */
        public Setup spending(BurnDownOrder order) {
            return new Setup(
                    creditTypes, Map.of(creditTypes.get(0).id(), order), grouped, zone, clock, listener, limits);
        }

        public Setup in(ZoneId zone) {
            return new Setup(creditTypes, orders, grouped, zone, clock, listener, limits);
        }

        public Setup at(String instant) {
            return new Setup(creditTypes, orders, grouped, zone, SettableClock.at(instant), listener, limits);
        }

        public Setup telling(BalanceListener listener) {
            return new Setup(creditTypes, orders, grouped, zone, clock, listener, limits);
        }

        private Setup within(Limits limits) {
            return new Setup(creditTypes, orders, grouped, zone, clock, listener, limits);
        }

        /** Everybody may go below zero, as far as the policy says. */
        public Setup negative(NegativePolicy policy) {
            return negative((creditType, billable) -> policy);
        }

        /** Who may go below zero, where the credit type has no policy of its own. */
        public Setup negative(NegativeRule rule) {
            return within(new Limits(rule, limits.negativeByType(), limits.maxHold(), limits.refusesCaptureOverHold()));
        }

        /** How far one may go below zero in the credit type. */
        public Setup negative(String creditType, NegativePolicy policy) {
            return within(new Limits(
                    limits.negative(), Map.of(creditType, policy), limits.maxHold(), limits.refusesCaptureOverHold()));
        }

        public Setup maxHold(Duration maxHold) {
            return within(
                    new Limits(limits.negative(), limits.negativeByType(), maxHold, limits.refusesCaptureOverHold()));
        }

        public Setup refusingCaptureOverHold() {
            return within(new Limits(limits.negative(), limits.negativeByType(), limits.maxHold(), true));
        }
    }

    /**
     * How far an account may go.
     *
     * @param negativeByType stands before {@code negative}
     * @param maxHold none is without end
     */
    public record Limits(
            NegativeRule negative,
            Map<String, NegativePolicy> negativeByType,
            @Nullable Duration maxHold,
            boolean refusesCaptureOverHold) {

        static Limits standard() {
            return new Limits((creditType, billable) -> NegativePolicy.refused(), Map.of(), null, false);
        }
    }

    static LedgerUnderTest of(Maker maker, Setup setup) {
        return new LedgerUnderTest(maker.make(setup), setup.clock(), somebody());
    }

    /** An owner nobody else has. */
    static Billable somebody() {
        return Billable.of("user", UUID.randomUUID().toString());
    }

    /** The owner's account of the first type. */
    CreditAccount account() {
        return credits.of(user);
    }

    CreditAccount account(String creditType) {
        return credits.of(user, creditType);
    }

    Instant now() {
        return clock.instant();
    }

    /** The day of now in UTC. */
    LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }

    Instant inHours(long hours) {
        return now().plus(Duration.ofHours(hours));
    }

    Instant inDays(long days) {
        return now().plus(Duration.ofDays(days));
    }

    void advanceHours(long hours) {
        clock.advance(Duration.ofHours(hours));
    }

    void advanceDays(long days) {
        clock.advance(Duration.ofDays(days));
    }
}
