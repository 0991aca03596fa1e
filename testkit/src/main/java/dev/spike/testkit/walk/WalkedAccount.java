package dev.spike.testkit.walk;

import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.SpendAllRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account of an engine beside the same account of the model. */
final class WalkedAccount {

    private final CreditAccount account;
    private final ModelAccount model;
    private final Books books;
    private final Tally tally;
    private final Made made = new Made();

    WalkedAccount(CreditAccount account, ModelAccount model, Books books, Tally tally) {
        this.account = account;
        this.model = model;
        this.books = books;
        this.tally = tally;
    }

    ModelAccount model() {
        return model;
    }

    void ask(Step.Ask first, Request.OfOne request, Instant now) {
        if (made.hasAllOf(request)) {
            var key = first.keyed() ? Step.keyOf(first.id()) : null;
            var expected = model.ask(first.id(), key, request, now);
            tally.same(
                    () -> "The answer to " + request,
                    expected,
                    new Asking(account, made, first.id(), key).ask(request));
        }
    }

    SpendAllRequest.Part part(long amount) {
        return new SpendAllRequest.Part(account.billable(), account.creditType().id(), amount);
    }

    /** What an engine says of this account's part, in the words of the model. */
    Answer answer(Receipt receipt, @Nullable Declined shortage) {
        if (receipt.outcome() == Receipt.Outcome.ACCEPTED) {
            return Asking.accepted(receipt, made);
        }
        return shortage == null
                ? new Answer.DeclinedForAnother(receipt.balance(), receipt.decidedAt(), receipt.replayed())
                : Asking.declined(shortage);
    }

    /** Compares what time alone did with the model. */
    void checkMoved(Instant now) {
        check(now);
        new Check(account, model, made, model.timeOf(now), tally).canSpend();
    }

    /** Compares all that can be read now with the model. */
    void check(Instant now) {
        var at = model.timeOf(now);
        var owner = account.billable();
        var type = account.creditType().id();
        new Check(account, model, made, at, tally).all();
        tally.same("The law of the balance", model.balanceAt(at).total(), books.law(owner, type, at));
        new CheckRows(model, made, at, tally).all(books.rows(owner, type));
    }

    /** Compares what was and what will be with the model. */
    void checkAllTime(long seed, int instants, Instant now) {
        new CheckTime(account, model, books, now, tally).all(seed, instants);
    }
}
