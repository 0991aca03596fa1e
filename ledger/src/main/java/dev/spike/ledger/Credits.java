package dev.spike.ledger;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

    /**
     * Forgets a person and keeps the books: in all accounts of the billable, of whatever credit type, its id gives way to a
     * random one, and so does every idempotency key; notes, reasons, actors, metadata, and the ids of orders and subscriptions
     * are cleared. No amount and no date changes, the law holds for the accounts as before, and {@code verify} stays clean.
     *
     * <p>The billable's type stays, and credits that were left stay with the accounts, where nobody can spend them. A key that
     * was used before is new afterwards: its request is not replayed, it happens. An open hold can no longer be captured or
     * released, and ends at its deadline. What concerns several people stays with the others: receipts of a spend of several
     * accounts keep its key there, and a repeat of it is refused as {@link KeyReusedException}.
     *
     * <p>Locks the accounts in the order of their numbers, and holds them until all is done, which takes as long as there are
     * rows: five statements, each over the rows of the accounts. Whatever is asked of such an account meanwhile waits, and then
     * finds a new and empty one; so it is decided wholly before the person was forgotten, or wholly after. (A spend of several
     * accounts is run again for that; joined to a host's transaction it is refused with 40001, and the host runs its own again.)
     * A repeat finds nothing, and changes nothing; so does the repeat after a lost connection. Listeners are told nothing.
     *
     * <p>Join it to the database transaction that removes your user, and both happen or neither.
     *
     * @throws InvalidRequestException when the billable's type or id is none that could have been kept
     */
    default Erasure forget(Billable billable) {
        return forget(billable, Pseudonym.random());
    }

    /**
     * The same, under a pseudonym that other tables are to share: in one database transaction, and known to nobody afterwards.
     */
    Erasure forget(Billable billable, Pseudonym pseudonym);

    /**
     * Writes every row that the ledger has of the billable, as one JSON object: a member for each table, with its rows as they
     * are stored, in the order in which they came. Nothing is left out. Amounts are whole numbers up to 64 bits, instants are as
     * in ISO 8601, or {@code infinity}.
     *
     * <p>All tables are read as they were at one instant; joined to a host's transaction, as that transaction sees them. Changes
     * and locks nothing. Rows are passed on as they come, so a large account needs no more memory than a small one.
     *
     * @param to is given the pieces of the document in their order; what it throws ends the export, and is passed on
     * @throws InvalidRequestException when the billable's type or id is none that could have been kept
     */
    void export(Billable billable, Consumer<String> to);

    /** What this process remembers of balances, and how often that answered; none where balances are not cached. */
    default Optional<BalanceCacheStats> balanceCache() {
        return Optional.empty();
    }

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
