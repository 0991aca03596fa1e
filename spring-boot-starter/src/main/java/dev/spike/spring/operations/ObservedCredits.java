package dev.spike.spring.operations;

import dev.spike.ledger.BalanceCacheStats;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.Explanation;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.Pseudonym;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.Verb;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Credits whose decisions are observed; reads are not. As thread-safe as what is within. */
class ObservedCredits implements Credits {

    private final Credits within;
    private final Observing observing;

    ObservedCredits(Credits within, Observing observing) {
        this.within = within;
        this.observing = observing;
    }

    @Override
    public List<CreditType> creditTypes() {
        return within.creditTypes();
    }

    @Override
    public CreditAccount of(Billable billable) {
        return new ObservedAccount(within.of(billable), observing);
    }

    @Override
    public CreditAccount of(Billable billable, String creditType) {
        return new ObservedAccount(within.of(billable, creditType), observing);
    }

    @Override
    public SpendAllResult trySpendAll(SpendAllRequest request) {
        return observing.receipt(
                Verb.SPEND_ALL, creditType(request), () -> within.trySpendAll(request), result -> result.receipts()
                        .get(0));
    }

    /** A type that is not configured is refused, and might be anything. */
    private String creditType(SpendAllRequest request) {
        var types = request.parts().stream()
                .map(SpendAllRequest.Part::creditType)
                .distinct()
                .toList();
        boolean known = creditTypes().stream().map(CreditType::id).anyMatch(types.get(0)::equals);
        return types.size() > 1 ? "several" : known ? types.get(0) : "unknown";
    }

    @Override
    public Optional<Receipt> receipt(ReceiptId id) {
        return within.receipt(id);
    }

    @Override
    public Optional<Explanation> explain(ReceiptId id) {
        return within.explain(id);
    }

    @Override
    public Erasure forget(Billable billable, Pseudonym pseudonym) {
        return within.forget(billable, pseudonym);
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        within.export(billable, to);
    }

    @Override
    public Optional<BalanceCacheStats> balanceCache() {
        return within.balanceCache();
    }

    @Override
    public JoinedCredits joining(Connection connection) {
        return new Joined(within.joining(connection), observing);
    }

    /** The same in a host's transaction. */
    private static final class Joined extends ObservedCredits implements JoinedCredits {

        private final JoinedCredits within;

        Joined(JoinedCredits within, Observing observing) {
            super(within, observing);
            this.within = within;
        }

        @Override
        public void publish() {
            within.publish();
        }

        @Override
        public void outcomeUnknown() {
            within.outcomeUnknown();
        }
    }
}
