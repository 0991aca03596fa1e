package dev.spike.billing.postgres;

import dev.spike.billing.CatalogueSettings.SpentOnRefund;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.postgres.TakeBackStepStore.Step;
import dev.spike.billing.postgres.TakingBack.Level;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Credits are taken of the grant that the money bought, as far as they are free; the spent or held rest is forgiven or owed, as
 * the catalogue says. They are given back along what was taken, last taken first, so that all is as if the money had never been
 * returned.
 *
 * <pre>
 *   grant of 100, of which 60 are spent; forgiving     wanted   taken
 *   half of the money is returned                          50      40      10 are forgiven
 *   a dispute about the other half is lost                100      40      50 more are
 *   it is won                                              50      40
 *   the refund failed                                       0       0
 * </pre>
 */
final class TakingCredits {

    private final BillingSettings settings;
    private final TakeBackStepStore steps = new TakeBackStepStore();

    TakingCredits(BillingSettings settings) {
        this.settings = settings;
    }

    void bringTo(Connection connection, Credits credits, ProvidedThing thing, CreditAmount amount, Level level)
            throws SQLException {
        if (thing.grant() == null) {
            return;
        }
        var account = credits.of(
                thing.provision().owner().billable(), amount.creditType().id());
        long target = ReturnedShare.of(amount.amount(), level.returned(), level.paid());
        var earlier = steps.steps(connection, thing.provision());
        long wanted = earlier.stream().mapToLong(Step::wanted).sum();
        if (target > wanted) {
            int number = earlier.size() + 1;
            long taken = take(account, thing, thing.grant(), target - wanted, number);
            steps.add(connection, thing.provision(), new Step(number, target - wanted, taken, 0));
        }
        long tooMany = wanted - target;
        for (var step : earlier) {
            if (tooMany > 0 && step.wanted() > 0) {
                var lessened = giveBack(account, thing, step, Math.max(0, step.wanted() - tooMany));
                steps.change(connection, thing.provision(), lessened);
                tooMany -= step.wanted() - lessened.wanted();
            }
        }
    }

    private long take(CreditAccount account, ProvidedThing thing, GrantId grant, long amount, int step) {
        var owner = thing.provision().owner().billable();
        var request = RemoveRequest.of(amount).from(grant).withKey(TakingBack.key(thing.provision(), step));
        boolean owing = settings.catalogueFor(owner).settings().payments().spentOnRefund() == SpentOnRefund.OWE;
        try {
            return account.remove(owing ? request.owingTheRest() : request.leavingTheRest())
                    .receipt()
                    .asked()
                    .amount();
        } catch (InvalidRequestException e) {
            if (e.error() == ErrorCode.GRANT_NOT_OPEN) {
                return 0; // it has expired or was voided: nothing is left to take
            }
            throw e;
        }
    }

    /** What was forgiven is given up first. */
    private static Step giveBack(CreditAccount account, ProvidedThing thing, Step step, long wanted) {
        long taken = Math.min(step.taken(), wanted);
        if (taken == step.taken()) {
            return new Step(step.number(), wanted, taken, step.reversals());
        }
        var key = TakingBack.key(thing.provision(), step.number());
        int reversal = step.reversals() + 1;
        account.reverse(ReverseRequest.of(key).part(step.taken() - taken).withKey(key + "/undone/" + reversal));
        return new Step(step.number(), wanted, taken, reversal);
    }
}
