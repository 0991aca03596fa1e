package dev.spike.testkit.walk;

import dev.spike.ledger.Balance;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.DailyUsage;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What must be true of an account at an instant, whatever was done to it.
 *
 * @param at the account's time
 */
record Check(CreditAccount account, ModelAccount model, Map<Integer, GrantId> grants, Instant at) {

    private record Open(long grant, GrantTerms terms, long amount, long remaining) {}

    void answers() {
        long available = model.balance(at);
        BrokenRule.unlessSame("The balance", new Balance(available, 0, 0), account.balance());
        BrokenRule.unless(available == 0 || account.canSpend(available), "All " + available + " cannot be spent.");
        BrokenRule.unless(!account.canSpend(available + 1), "More than the " + available + " can be spent.");
        BrokenRule.unlessSame(
                "The grants",
                expectedGrants(),
                account.grants().stream().map(Check::open).toList());
        usage();
    }

    private List<Open> expectedGrants() {
        var expected = new ArrayList<Open>();
        for (var grant : model.open(at)) {
            expected.add(open(grant));
        }
        for (var grant : model.waiting(at)) {
            expected.add(open(grant));
        }
        return expected;
    }

    private Open open(ModelGrant grant) {
        return new Open(id(grant), grant.terms, grant.amount, grant.remaining);
    }

    private static Open open(Grant grant) {
        return new Open(grant.id().number(), grant.terms(), grant.amount(), grant.remaining());
    }

    private long id(ModelGrant grant) {
        return Objects.requireNonNull(grants.get(grant.step)).number();
    }

    private void usage() {
        if (model.usage().isEmpty()) {
            return;
        }
        var expected = new ArrayList<DailyUsage>();
        model.usage().forEach((day, spent) -> expected.add(new DailyUsage(day, spent)));
        LocalDate first = expected.get(0).day();
        LocalDate middle = expected.get(expected.size() / 2).day();
        LocalDate last = expected.get(expected.size() - 1).day();
        BrokenRule.unlessSame("The usage", expected, account.usage(first, last));
        var parted = new ArrayList<>(account.usage(first.minusDays(1), middle.minusDays(1)));
        parted.addAll(account.usage(middle, last.plusDays(1)));
        BrokenRule.unlessSame("The usage parted at " + middle, expected, parted);
        BrokenRule.unlessSame(
                "Spent on " + last, expected.get(expected.size() - 1).spent(), account.spentOn(last));
    }

    void law(long sum) {
        BrokenRule.unlessSame("The law of the balance", model.balance(at), sum);
    }

    /** Compares every grant's rows with the model, and returns what all rows come to now and at each later edge. */
    List<Long> rows(List<Books.Row> rows) {
        var sums = new HashMap<Long, Long>();
        for (var grant : model.grants()) {
            sums.put(id(grant), rowsOf(grant, rows));
        }
        for (var row : rows) {
            BrokenRule.unless(
                    row.grant() != null && sums.containsKey(row.grant()), "Row " + row + " belongs to no grant.");
        }
        var later = new ArrayList<Long>();
        for (var edge : model.edges()) {
            if (!edge.isBefore(at)) {
                long sum = rows.stream()
                        .filter(row -> row.counts(edge))
                        .mapToLong(Books.Row::credits)
                        .sum();
                BrokenRule.unlessSame("What the rows come to at " + edge, model.balance(edge), sum);
                later.add(sum);
            }
        }
        return later;
    }

    private long rowsOf(ModelGrant grant, List<Books.Row> rows) {
        long sum = 0;
        for (var row : rows) {
            if (Objects.equals(row.grant(), id(grant))) {
                sum += row.credits();
                BrokenRule.unless(
                        Objects.equals(row.expiresAt(), grant.end),
                        "Row " + row + " does not end with its grant, at " + grant.end + ".");
                BrokenRule.unless(!row.effectiveAt().isBefore(grant.start), "Row " + row + " counts before its grant.");
            }
        }
        BrokenRule.unless(
                sum >= 0 && sum <= grant.amount, "The rows of a grant of " + grant.amount + " come to " + sum + ".");
        BrokenRule.unlessSame("What the rows of the grant of #" + grant.step + " come to", grant.remaining, sum);
        return sum;
    }
}
