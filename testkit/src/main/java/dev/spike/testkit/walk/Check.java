package dev.spike.testkit.walk;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.Hold;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What an engine must answer to those who ask at an instant, whatever was done to the account.
 *
 * @param at the account's time
 */
record Check(CreditAccount account, ModelAccount model, Made made, Instant at, Tally tally) {

    private record Listed(long grant, GrantTerms terms, long amount, long remaining, long held) {}

    void all() {
        tally.same("The balance", model.balanceAt(at), account.balance());
        tally.same(
                "The grants",
                grants(),
                account.grants().stream().map(Check::listed).toList());
        tally.same("The holds", holds(), account.holds());
        usage();
    }

    /** Asked less often than the balance, from which it follows. */
    void canSpend() {
        long most = model.balanceAt(at).available() - model.rules().floor();
        if (model.rules().isWithoutFloor()) {
            return;
        }
        if (most > 0) {
            tally.holds(account.canSpend(most), () -> "All " + most + " cannot be spent.");
        }
        if (most >= 0) {
            tally.holds(!account.canSpend(most + 1), () -> "More than the " + most + " can be spent.");
        }
    }

    private List<Listed> grants() {
        var purse = model.purse();
        var expected = new ArrayList<Listed>();
        for (var grant : purse.sorted(purse.grants)) {
            if (grant.counts(at) && grant.left > 0) {
                expected.add(listed(grant));
            }
        }
        model.waiting(at).forEach(grant -> expected.add(listed(grant)));
        return expected;
    }

    private Listed listed(ModelGrant grant) {
        return new Listed(
                made.grant(grant.step).number(),
                grant.terms,
                grant.amount,
                grant.left,
                model.purse().setAside(grant, at));
    }

    private static Listed listed(Grant grant) {
        return new Listed(grant.id().number(), grant.terms(), grant.amount(), grant.remaining(), grant.held());
    }

    private List<Hold> holds() {
        var expected = new ArrayList<Hold>();
        for (var hold : model.purse().holds) {
            if (hold.isOpen(at)) {
                var parts = hold.portions.stream()
                        .filter(portion -> portion.amount > 0)
                        .map(portion -> new Allocation(made.grant(portion.grant.step), portion.amount))
                        .toList();
                expected.add(new Hold(made.hold(hold.step), hold.amount, hold.setAside(), parts, hold.deadline));
            }
        }
        return expected;
    }

    private void usage() {
        var expected = new ArrayList<DailyUsage>();
        model.usage().forEach((day, spent) -> {
            if (spent != 0) {
                expected.add(new DailyUsage(day, spent));
            }
        });
        if (!expected.isEmpty()) {
            LocalDate first = expected.get(0).day();
            LocalDate last = expected.get(expected.size() - 1).day();
            tally.same("The usage", expected, account.usage(first, last));
        }
    }
}
