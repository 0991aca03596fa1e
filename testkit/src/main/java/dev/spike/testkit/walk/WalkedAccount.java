package dev.spike.testkit.walk;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account of an engine beside the same account of the model. */
final class WalkedAccount {

    private final CreditAccount account;
    private final ModelAccount model;
    private final Books books;
    private final Map<Integer, GrantId> grants = new HashMap<>();
    private final Map<Long, Integer> steps = new HashMap<>();

    WalkedAccount(CreditAccount account, ModelAccount model, Books books) {
        this.account = account;
        this.model = model;
        this.books = books;
    }

    ModelAccount model() {
        return model;
    }

    /** A date moves no balance, so grouped usage, which has none, walks the same way without; a future one both refuse. */
    Request withoutPastDate(Request request, Instant now) {
        var date = request.date();
        boolean past = request instanceof Request.Spend && date != null && !date.isAfter(model.timeOf(now));
        return past ? new Request.Spend(request.amount(), null) : request;
    }

    void ask(Step.Ask first, Request request, Instant now) {
        if (request instanceof Request.Remove remove
                && remove.grantOf() != null
                && !grants.containsKey(remove.grantOf())) {
            return; // its grant was never made
        }
        var key = first.keyed() ? "k" + first.id() : null;
        var expected = model.ask(first.id(), key, request, now);
        BrokenRule.unlessSame("The answer to " + request, expected, answer(first.id(), key, request));
    }

    private Answer answer(int step, @Nullable String key, Request request) {
        try {
            if (request instanceof Request.Add add) {
                return add(step, key, add);
            } else if (request instanceof Request.Remove remove) {
                return accepted(account.remove(removal(key, remove)).receipt());
            }
            return account.trySpend(spending(key, (Request.Spend) request))
                    .fold(
                            spent -> accepted(spent.receipt()),
                            declined -> declined(declined.receipt(), declined.nextStart()));
        } catch (NotEnoughBalanceException e) {
            return declined(e.declined().receipt(), e.declined().nextStart());
        } catch (InvalidRequestException | KeyReusedException e) {
            return new Answer.Refused(e.error());
        }
    }

    private Answer add(int step, @Nullable String key, Request.Add add) {
        var request = AddRequest.of(add.amount()).withTerms(add.terms());
        var granted = account.add(key == null ? request : request.withKey(key));
        grants.put(step, granted.grant());
        steps.put(granted.grant().number(), step);
        return accepted(granted.receipt());
    }

    private RemoveRequest removal(@Nullable String key, Request.Remove remove) {
        var grant = remove.grantOf() == null ? null : grants.get(remove.grantOf());
        var request = RemoveRequest.of(remove.amount());
        request = grant == null ? request : request.from(grant);
        request = remove.datedAt() == null ? request : request.datedAt(remove.datedAt());
        return key == null ? request : request.withKey(key);
    }

    private static SpendRequest spending(@Nullable String key, Request.Spend spend) {
        var request = SpendRequest.of(spend.amount());
        request = spend.datedAt() == null ? request : request.datedAt(spend.datedAt());
        return key == null ? request : request.withKey(key);
    }

    private Answer accepted(Receipt receipt) {
        var parts = receipt.allocations().stream()
                .map(part -> new Answer.Part(stepOf(requireNonNull(part.grant())), part.amount()))
                .toList();
        return new Answer.Accepted(parts, available(receipt), receipt.decidedAt(), receipt.replayed());
    }

    private static Answer declined(Receipt receipt, @Nullable NextStart nextStart) {
        return new Answer.Declined(available(receipt), receipt.decidedAt(), nextStart, receipt.replayed());
    }

    private static long available(Receipt receipt) {
        var balance = receipt.balance();
        BrokenRule.unlessSame("Held and owed", new Balance(balance.available(), 0, 0), balance);
        return balance.available();
    }

    private int stepOf(GrantId grant) {
        return steps.getOrDefault(grant.number(), -1);
    }

    /** Compares all that can be read with the model, and returns what the rows come to at each later edge. */
    List<Long> check(Instant now) {
        var check = new Check(account, model, grants, model.timeOf(now));
        check.answers();
        var owner = account.billable();
        var type = account.creditType().id();
        check.law(books.law(owner, type, model.timeOf(now)));
        return check.rows(books.rows(owner, type));
    }
}
