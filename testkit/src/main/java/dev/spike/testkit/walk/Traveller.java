package dev.spike.testkit.walk;

import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** One engine on its walk: each step is taken by the engine and by the model, and what they say is compared. */
final class Traveller {

    private final boolean grouped;
    private final List<WalkedAccount> accounts = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();

    Traveller(Credits credits, Setup setup, int accounts, Books books) {
        this.grouped = setup.grouped();
        for (int i = 0; i < accounts; i++) {
            var owner = Billable.of("walker", UUID.randomUUID().toString());
            this.accounts.add(new WalkedAccount(credits.of(owner), new ModelAccount(setup.zone(), grouped), books));
        }
    }

    void take(Step step, Instant now) {
        named(() -> {
            took(step, now);
            return List.of();
        });
    }

    private void took(Step step, Instant now) {
        if (step instanceof Step.Ask ask) {
            taken.add(ask.id());
            ask(ask, ask.request(), now);
        } else if (step instanceof Step.Again again
                && taken.contains(again.first().id())) {
            ask(again.first(), again.first().request().other(again.difference()), now);
        }
    }

    private void ask(Step.Ask first, Request request, Instant now) {
        var account = accounts.get(first.account());
        account.ask(first, grouped ? account.withoutPastDate(request, now) : request, now);
    }

    /** Compares the account with its model, and returns what its rows come to at each later edge. */
    List<Long> check(int account, Instant now) {
        return named(() -> accounts.get(account).check(now));
    }

    ModelAccount model(int account) {
        return accounts.get(account).model();
    }

    /** Any failure of the engine breaks the rule that it answers. */
    private List<Long> named(Supplier<List<Long>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw new BrokenRule("Usage " + this + ": " + (e instanceof BrokenRule ? e.getMessage() : e.toString()), e);
        }
    }

    @Override
    public String toString() {
        return grouped ? "grouped by day" : "a row per spend";
    }
}
