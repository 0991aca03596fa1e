package dev.spike.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One billable's credits of one type. Thread-safe unless {@linkplain Credits#joining joined}; holds no state.
 *
 * <p><b>Without an idempotency key a retry is a new request.</b> With one, the first answer comes back, marked replayed,
 * also when it was a decline; the same key with another request is refused.
 *
 * <p>Every verb that changes something locks this one account and nothing else. Amounts are above zero, in the credit
 * type's smallest units. Errors, in the order they are looked for: {@link InvalidRequestException} (amount, texts,
 * instants), {@link KeyReusedException}, {@link InvalidRequestException} (what only the account's time can tell),
 * {@link NotEnoughBalanceException}. Whichever is thrown, nothing moved.
 */
public interface CreditAccount {

    Billable billable();

    CreditType creditType();

    /**
     * What is available, held and owed now. One statement; independent of the history. Where the engine was built to cache
     * balances, none while one is remembered: then it may be as old as was allowed, but what this engine did is in it.
     */
    Balance balance();

    /**
     * What is available, held and owed at the instant: of the past, what {@link #balance()} would have answered, after all
     * decisions up to and at it; of the future, what it will answer if nothing is asked of the account until then.
     *
     * <p>Exact as far back as receipts are kept. Nothing is locked. One statement, which reads the receipts of the account
     * from the instant's month on, and the grants and holds that were open; a future instant reads no receipts.
     *
     * @throws InvalidRequestException when the instant lies outside the years 1 to 9999
     * @throws HistoryForgottenException when receipts since then are no longer kept; it names the earliest instant
     */
    Balance balanceAt(Instant instant);

    /** Whether {@code amount} could be spent now. A moment later it may not: only {@link #trySpend} decides. Never from a cache. */
    boolean canSpend(long amount);

    /** Adds credits that never expire. */
    default Granted add(long amount) {
        return add(AddRequest.of(amount));
    }

    /** Adds credits as asked: a new grant. Its expiry is fixed for ever. */
    Granted add(AddRequest request);

    /** Removes credits by burn-down order; kept as an adjustment, not as usage. */
    default Removed remove(long amount) {
        return remove(RemoveRequest.of(amount));
    }

    /**
     * Removes credits as asked; {@link RemoveRequest.Rest} says what becomes of what is not free.
     *
     * @throws NotEnoughBalanceException when the account has less; where one grant is named and has less, that is an
     *     {@link InvalidRequestException}, as a grant never grows
     */
    Removed remove(RemoveRequest request);

    /**
     * Spends, or throws.
     *
     * @throws NotEnoughBalanceException when less is available; nothing moved
     */
    default Spent spend(long amount) {
        return spend(SpendRequest.of(amount));
    }

    /**
     * Spends, or throws.
     *
     * @throws NotEnoughBalanceException when less is available; nothing moved
     */
    default Spent spend(SpendRequest request) {
        return trySpend(request).fold(spent -> spent, declined -> {
            throw new NotEnoughBalanceException(declined, creditType().id());
        });
    }

    /** Spends if there is enough. */
    default SpendResult trySpend(long amount) {
        return trySpend(SpendRequest.of(amount));
    }

    /**
     * Spends if there is enough, soonest-ending credits first (or as configured). One statement where the current grant
     * covers the amount; otherwise a fixed number of them, independent of history and of the number of grants.
     */
    SpendResult trySpend(SpendRequest request);

    /** Sets credits aside if there are enough; the balance stays, what is available falls. */
    HoldResult tryHold(HoldRequest request);

    /**
     * Sets credits aside, or throws.
     *
     * @throws NotEnoughBalanceException when less is available; nothing moved
     */
    default HoldResult.Held hold(HoldRequest request) {
        return tryHold(request).fold(held -> held, refused -> {
            throw new NotEnoughBalanceException(refused.declined(), creditType().id());
        });
    }

    /**
     * Turns a hold into a spend, whole or in part, first drawn first. What was set aside stays promised: it may be captured
     * until the deadline also when its grant has ended. Capturing nothing releases.
     */
    CloseResult capture(CaptureRequest request);

    /** Gives what is held back; what has ended since is gone. */
    default CloseResult release(HoldId hold) {
        return release(hold, null);
    }

    /** The same, under a key. */
    CloseResult release(HoldId hold, @Nullable IdempotencyKey key);

    /** Gives the hold another deadline, later or earlier, but not passed. */
    default CloseResult extend(HoldId hold, Instant deadline) {
        return extend(hold, deadline, null);
    }

    /** The same, under a key. */
    CloseResult extend(HoldId hold, Instant deadline, @Nullable IdempotencyKey key);

    /** The open holds, oldest first. */
    List<Hold> holds();

    /** Ends what remains of a grant, held or not, now. What would come back to it later is ended with it. */
    Receipt voidGrant(VoidRequest request);

    /**
     * Undoes a spend, a capture or a removal, whole or in part, last drawn first; never more in all than was taken. To a
     * grant that has ended nothing comes back. What was owed falls; what was repaid of it returns to the grants that did.
     */
    Receipt reverse(ReverseRequest request);

    /** The grants with something left that have not ended, in burn-down order; those that start later come last. */
    List<Grant> grants();

    /**
     * The grant with the id, if it is this account's, as it stands now: also one of which nothing is left, or that has ended; what
     * remained of it then is still told. One statement, by key.
     */
    Optional<Grant> grant(GrantId id);

    /**
     * A page of rows, newest first.
     *
     * @param before only rows older than this; none begins with the newest
     * @param size 1 to {@link TransactionPage#SIZE_MAX}
     * @throws InvalidRequestException when the size is another
     */
    default TransactionPage transactions(@Nullable TransactionId before, int size) {
        return transactions(TransactionQuery.newest(size).before(before));
    }

    /**
     * A page of the rows that are asked for, newest first; {@link TransactionPage#next} for {@link TransactionQuery#before}
     * asks for the next. Rows that come meanwhile shift no page.
     *
     * <p>One statement. Of an account with a million spends: of all rows, of usage, and of days up to now, it reads about the page.
     * Where the types or kinds leave plain spends out, it reads the account's other rows, from an index. Of days that have passed,
     * spends included, it reads all spends of those days for each page: grouped, a row for each grant and day; where every spend is
     * kept, a month of 2,500 a day takes some 90 milliseconds, and a year of them more than a second, so ask for such by the month.
     */
    TransactionPage transactions(TransactionQuery query);

    /** The row with the id, if it is this account's. One statement, by key. */
    Optional<CreditTransaction> transaction(TransactionId id);

    /** What was spent on that day of the configured zone, in smallest units. */
    long spentOn(LocalDate day);

    /** What was spent by day, from the first day to the last, both included; days without usage are left out. */
    List<DailyUsage> usage(LocalDate firstDay, LocalDate lastDay);

    /** The receipt of the request made under the key, for as long as receipts are kept. */
    Optional<Receipt> receipt(String key);
}
