package dev.spike.spring.metered;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.OutcomeUnknownException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Asked;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.Verb;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Begins charges: under a key of the caller the work is done and paid once, however often it is asked for.
 *
 * <pre>
 * hold1 declined             not enough; a repeat tries hold2
 * hold2 held, release2       the work failed; a repeat tries hold3
 * hold3 held                 the work runs; a repeat is refused until the hold has lapsed, then tries hold4
 * hold3 held, pay1           the work is done; every repeat is refused
 * </pre>
 *
 * What was held is known by its amount: a repeat that would hold another amount is another request, where the work runs or is
 * done. Thread-safe.
 */
final class Charging {

    /** Deadlines of two attempts at one microsecond must differ, or the second would be taken for a repeat of the first. */
    private static final long SPREAD_MICROS_MAX = 1_000_000;

    private final InstantSource clock;

    Charging(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Holds the amount, under the next attempt of the key if there is one.
     *
     * @throws dev.spike.ledger.NotEnoughBalanceException when less is available
     * @throws MeteredException when the work is done, runs, or has failed too often under the key
     * @throws KeyReusedException when it is done or runs under the key for another amount
     */
    Charge begin(CreditAccount account, long amount, Duration holdFor, @Nullable CallKey key) {
        var request = HoldRequest.of(amount).until(deadline(holdFor));
        if (key == null) {
            return new Charge(account, account.hold(request).hold(), null, 0);
        }
        try {
            return begin(account, request, holdFor, key);
        } catch (MeteredException | KeyReusedException e) {
            throw e; // work under the key stands, so this call keeps its number
        } catch (OutcomeUnknownException e) {
            key.whenFailed().run();
            throw key.told(e);
        } catch (RuntimeException e) {
            key.whenFailed().run();
            throw e;
        }
    }

    private Charge begin(CreditAccount account, HoldRequest request, Duration holdFor, CallKey key) {
        for (int attempt = 1; attempt <= MeteredKeys.ATTEMPTS_MAX; attempt++) {
            // the first attempt is nearly always the only one, so it is not looked for
            var earlier = attempt == 1 ? Optional.<Receipt>empty() : account.receipt(key.hold(attempt));
            if (earlier.isEmpty()) {
                try {
                    var held = account.hold(request.withKey(key.hold(attempt)));
                    return new Charge(account, held.hold(), key, attempt);
                } catch (KeyReusedException e) {
                    earlier = Optional.of(e.first());
                }
            }
            refuseUnlessOver(account, request.amount(), earlier.get(), holdFor, key, attempt);
        }
        throw new MeteredException(
                MeteredError.ATTEMPTS_USED_UP,
                "The work has failed " + MeteredKeys.ATTEMPTS_MAX + " times under its idempotency key; use a new one.");
    }

    private void refuseUnlessOver(
            CreditAccount account, long amount, Receipt earlier, Duration holdFor, CallKey key, int attempt) {
        if (earlier.outcome() == Outcome.DECLINED) {
            return;
        }
        var paid = paid(account, key);
        if (paid.isEmpty() && (isReleased(account, key, attempt) || hasLapsed(earlier, holdFor))) {
            return;
        }
        if (!earlier.asked().equals(new Asked(Verb.HOLD, amount))) {
            throw new KeyReusedException(earlier);
        }
        throw paid.isPresent()
                ? Charge.alreadyDone(paid.get())
                : new MeteredException(
                        MeteredError.STILL_RUNNING,
                        "The work began at " + earlier.decidedAt()
                                + " under this idempotency key and has not ended; if its"
                                + " process died, it can be repeated once the hold has lapsed.");
    }

    private static boolean isReleased(CreditAccount account, CallKey key, int attempt) {
        return account.receipt(key.release(attempt)).isPresent();
    }

    private boolean hasLapsed(Receipt held, Duration holdFor) {
        return !clock.instant().isBefore(held.decidedAt().plus(holdFor));
    }

    private static Optional<Receipt> paid(CreditAccount account, CallKey key) {
        for (int decision = 1; decision <= MeteredKeys.ATTEMPTS_MAX; decision++) {
            var receipt = account.receipt(key.pay(decision));
            if (receipt.isEmpty() || receipt.get().outcome() == Outcome.ACCEPTED) {
                return receipt;
            }
        }
        return Optional.empty();
    }

    /** A little earlier, never later: the ledger may allow no longer hold. */
    private Instant deadline(Duration holdFor) {
        long micros = Math.min(SPREAD_MICROS_MAX, holdFor.toMillis() * 500);
        long spread = micros == 0 ? 0 : ThreadLocalRandom.current().nextLong(micros);
        return clock.instant().plus(holdFor).minus(spread, ChronoUnit.MICROS);
    }
}
