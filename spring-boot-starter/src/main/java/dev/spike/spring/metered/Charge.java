package dev.spike.spring.metered;

import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.OutcomeUnknownException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.SpendRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is held for one call: captured once, or given back. Used by one thread at a time. */
final class Charge {

    private final CreditAccount account;
    private final HoldId hold;
    private final @Nullable CallKey key;
    private final int attempt;

    /** @param attempt which of the key's; means nothing without a key */
    Charge(CreditAccount account, HoldId hold, @Nullable CallKey key, int attempt) {
        this.account = account;
        this.hold = hold;
        this.key = key;
        this.attempt = attempt;
    }

    static MeteredException alreadyDone(Receipt paid) {
        return new MeteredException(
                MeteredError.ALREADY_DONE,
                "The work was done under this idempotency key and paid with "
                        + paid.asked().amount() + " at " + paid.decidedAt()
                        + "; it was not repeated, and nothing was charged again.");
    }

    /**
     * Captures the amount, and gives the rest back. If the hold has lapsed meanwhile, the amount is spent.
     *
     * @throws NotEnoughBalanceException when the amount is more than is held and was refused; nothing is charged or held
     * @throws MeteredException when another attempt under the key was paid meanwhile; nothing more is charged
     */
    void capture(long amount) {
        try {
            var refused = key == null ? pay(amount, null) : payOnce(amount, key);
            if (refused.isPresent()) {
                throw new NotEnoughBalanceException(
                        refused.get(), account.creditType().id());
            }
        } catch (OutcomeUnknownException e) {
            throw key == null ? e : key.told(e);
        }
    }

    /** Whoever comes later finds the key of an earlier decision: accepted, it is paid; declined, the next one is tried. */
    private Optional<Declined> payOnce(long amount, CallKey key) {
        for (int decision = 1; decision <= MeteredKeys.ATTEMPTS_MAX; decision++) {
            try {
                return pay(amount, key.pay(decision));
            } catch (KeyReusedException e) {
                if (e.first().outcome() == Outcome.ACCEPTED) {
                    throw alreadyDone(e.first());
                }
            }
        }
        throw new MeteredException(
                MeteredError.ATTEMPTS_USED_UP,
                "The payment was declined " + MeteredKeys.ATTEMPTS_MAX
                        + " times under the idempotency key; use a new one.");
    }

    private Optional<Declined> pay(long amount, @Nullable String key) {
        var request = CaptureRequest.of(hold, amount);
        var result = account.capture(key == null ? request : request.withKey(key));
        if (result instanceof CloseResult.Refused refused) {
            return Optional.of(refused.declined());
        }
        return result instanceof CloseResult.Closed && amount > 0 ? spend(amount, key) : Optional.empty();
    }

    private Optional<Declined> spend(long amount, @Nullable String key) {
        var request = SpendRequest.of(amount);
        return account.trySpend(key == null ? request : request.withKey(key))
                .fold(spent -> Optional.empty(), Optional::of);
    }

    /** Gives back what is held. If that fails too, the hold lapses by itself, and the failure says so beside its cause. */
    void giveBack(Throwable because) {
        if (key != null) {
            key.whenFailed().run();
        }
        try {
            account.release(hold, key == null ? null : new IdempotencyKey(key.release(attempt)));
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }
}
