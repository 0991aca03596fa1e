package dev.spike.ledger;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/**
 * The credits of everybody: {@code credits.of(user, "sms").spend(10)}. Thread-safe.
 *
 * <p>Each verb is a database transaction of its own, committed before it answers, unless the engine was made to
 * {@linkplain #joining join} one of the host's.
 */
public interface Credits {

    /** The configured credit types; the first is the default. */
    List<CreditType> creditTypes();

    /** The billable's account of the first configured type. */
    CreditAccount of(Billable billable);

    /**
     * The billable's account of the type. Nothing is read or written yet; an account nobody touched is empty.
     *
     * @throws UnknownCreditTypeException when no such type is configured
     */
    CreditAccount of(Billable billable, String creditType);

    /**
     * Spends of several accounts, of any billables and credit types, if each has enough; else of none.
     *
     * <p>Each account decides as for a plain spend: burn-down, holds, what is owed, who may go below zero. All decide at one
     * instant, the clock's or the latest last decision among them. Each keeps a receipt, also when declined, under the one
     * key: a repeat of the same parts, in any order, returns the first answer, marked replayed; a key that one of the
     * accounts has for anything else is refused, and nothing moves on any.
     *
     * <p>Locks the accounts in the order of their numbers, those that nobody touched being opened first in the order of
     * their owners, so no two of these wait for each other. Two statements, and a fixed number for each account.
     *
     * <p>Errors, in the order they are looked for: {@link UnknownCreditTypeException}, {@link InvalidRequestException}
     * (details of a grouped spend), {@link KeyReusedException}, {@link InvalidRequestException} (a date in the future, more
     * than 64 bits). Whichever is thrown, nothing moved.
     */
    SpendAllResult trySpendAll(SpendAllRequest request);

    /**
     * Spends of several accounts, or throws.
     *
     * @throws NotEnoughBalanceException when an account has less; nothing moved on any
     */
    default AllSpent spendAll(SpendAllRequest request) {
        return trySpendAll(request).fold(spent -> spent, noneSpent -> {
            throw new NotEnoughBalanceException(noneSpent);
        });
    }

    /** The receipt, for as long as receipts are kept. One statement. */
    Optional<Receipt> receipt(ReceiptId id);

    /**
     * Why the request under the receipt ended as it did, for as long as receipts are kept. Changes and locks nothing. Two
     * statements; they read the receipts of the account from the decision's month on.
     *
     * @throws UnknownCreditTypeException when the account's credit type is not configured
     */
    Optional<Explanation> explain(ReceiptId id);

    /**
     * The same engine on the host's connection, inside the host's database transaction: what it does is committed or
     * rolled back with everything else there. The connection is neither committed nor closed here.
     *
     * <p>The account stays locked until the host's transaction ends, so touch accounts late and in one order, or
     * {@linkplain #trySpendAll at once}. A decline leaves the transaction usable. READ COMMITTED is what is supported;
     * above it PostgreSQL may end the transaction with 40001, which is passed on by name.
     */
    JoinedCredits joining(Connection connection);

    /** Makes the engine the one that {@code user.credits()} means, until the installation is closed. */
    static Installation install(Credits credits) {
        return InstalledCredits.install(credits);
    }

    /** Undoes an {@link #install}. */
    interface Installation extends AutoCloseable {

        @Override
        void close();
    }
}
