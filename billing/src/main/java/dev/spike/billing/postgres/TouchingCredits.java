package dev.spike.billing.postgres;

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
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Credits whose owners' plans are brought up to date before anything is read or changed. */
class TouchingCredits implements Credits {

    private final BillingSettings settings;
    private final BillingDatabase database;
    private final Touching touching;
    private final Credits credits;
    private final Touches touches;

    static TouchingCredits of(BillingSettings settings, BillingDatabase database, Touching touching) {
        return new TouchingCredits(
                settings,
                database,
                touching,
                settings.credits(),
                new Touches(
                        owner -> touching.touch(owner, settings.now()),
                        owner -> touching.glance(owner, settings.now())));
    }

    /**
     * How an owner's plans are brought up to date.
     *
     * @param glance before a balance, which may be remembered, and so may be that there was nothing to do
     */
    private record Touches(Consumer<Owner> touch, Consumer<Owner> glance) {

        static Touches always(Consumer<Owner> touch) {
            return new Touches(touch, touch);
        }
    }

    private TouchingCredits(
            BillingSettings settings, BillingDatabase database, Touching touching, Credits credits, Touches touches) {
        this.settings = settings;
        this.database = database;
        this.touching = touching;
        this.credits = credits;
        this.touches = touches;
    }

    @Override
    public List<CreditType> creditTypes() {
        return credits.creditTypes();
    }

    @Override
    public CreditAccount of(Billable billable) {
        return touched(credits.of(billable));
    }

    @Override
    public CreditAccount of(Billable billable, String creditType) {
        return touched(credits.of(billable, creditType));
    }

    private CreditAccount touched(CreditAccount account) {
        return new TouchedAccount(
                account, () -> touches.touch().accept(Owner.of(account.billable())), () -> touches.glance()
                        .accept(Owner.of(account.billable())));
    }

    /** Touched in one order, as in a host's transaction each stays locked until it ends. */
    @Override
    public SpendAllResult trySpendAll(SpendAllRequest request) {
        request.parts().stream()
                .map(part -> Owner.of(part.billable()))
                .distinct()
                .sorted(Owner.IN_ORDER)
                .forEach(touches.touch());
        return credits.trySpendAll(request);
    }

    @Override
    public Optional<Receipt> receipt(ReceiptId id) {
        return credits.receipt(id);
    }

    @Override
    public Optional<Explanation> explain(ReceiptId id) {
        return credits.explain(id);
    }

    /** Refused: billing's tables know the billable too, and a person who is half forgotten is not forgotten. */
    @Override
    public Erasure forget(Billable billable, Pseudonym pseudonym) {
        throw new IllegalStateException("These are the credits of billing, whose tables know the billable too: say"
                + " billing.forget(billable), which forgets in both.");
    }

    @Override
    public void export(Billable billable, Consumer<String> to) {
        credits.export(billable, to);
    }

    @Override
    public Optional<BalanceCacheStats> balanceCache() {
        return credits.balanceCache();
    }

    /** What is brought up to date is so in the host's transaction. */
    @Override
    public JoinedCredits joining(Connection connection) {
        var joined = credits.joining(connection);
        var untold = new Untold();
        return new Joined(
                this,
                joined,
                untold,
                Touches.always(owner -> database.joining(connection, on -> {
                    touching.touch(on, untold, owner, settings.now());
                    return owner;
                })));
    }

    /** The same in a host's transaction. */
    private static final class Joined extends TouchingCredits implements JoinedCredits {

        private final BillingDatabase database;
        private final JoinedCredits joined;
        private final Untold untold;

        private Joined(TouchingCredits own, JoinedCredits joined, Untold untold, Touches touches) {
            super(own.settings, own.database, own.touching, joined, touches);
            this.database = own.database;
            this.joined = joined;
            this.untold = untold;
        }

        @Override
        public JoinedCredits joining(Connection connection) {
            return joined.joining(connection);
        }

        @Override
        public void publish() {
            database.tell(untold);
            joined.publish();
        }

        @Override
        public void outcomeUnknown() {
            untold.outcomeUnknown();
            joined.outcomeUnknown();
        }
    }
}
