package dev.spike.billing.postgres;

import dev.spike.billing.CatalogueSettings.SpentOnRefund;
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
import java.util.List;

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

    /**
     * What is to be taken.
     *
     * @param amount that it was, of which the share is counted
     * @param grants that it made, from the first on; the last stands for all that is spent
     */
    record Goal(DueProvision provision, String creditType, long amount, List<GrantId> grants) {}

    /** How much is to be gone now. */
    long bringTo(Connection connection, Credits credits, Goal goal, Level level) throws SQLException {
        long target = ReturnedShare.of(goal.amount(), level.returned(), level.paid());
        var account = credits.of(goal.provision().owner().billable(), goal.creditType());
        var earlier = steps.steps(connection, goal.provision());
        long wanted = earlier.stream().mapToLong(Step::wanted).sum();
        if (target > wanted) {
            take(connection, account, goal, target - wanted, earlier.size());
        }
        long tooMany = wanted - target;
        for (var step : earlier) {
            if (tooMany > 0 && step.wanted() > 0) {
                var lessened = giveBack(account, goal, step, Math.max(0, step.wanted() - tooMany));
                steps.change(connection, goal.provision(), lessened);
                tooMany -= step.wanted() - lessened.wanted();
            }
        }
        return target;
    }

    private void take(Connection connection, CreditAccount account, Goal goal, long amount, int stepsBefore)
            throws SQLException {
        long left = amount;
        for (int i = 0; i < goal.grants().size() && left > 0; i++) {
            boolean isLast = i == goal.grants().size() - 1;
            int number = stepsBefore + i + 1;
            var key = TakingBack.key(goal.provision(), number);
            var request = RemoveRequest.of(left).from(goal.grants().get(i)).withKey(key);
            long taken = remove(account, isLast && isOwing(goal) ? request.owingTheRest() : request.leavingTheRest());
            long wanted = isLast ? left : taken;
            steps.add(connection, goal.provision(), new Step(number, wanted, taken, 0));
            left -= wanted;
        }
    }

    private boolean isOwing(Goal goal) {
        var owner = goal.provision().owner().billable();
        return settings.catalogueFor(owner).settings().payments().spentOnRefund() == SpentOnRefund.OWE;
    }

    private static long remove(CreditAccount account, RemoveRequest request) {
        try {
            return account.remove(request).receipt().asked().amount();
        } catch (InvalidRequestException e) {
            if (e.error() == ErrorCode.GRANT_NOT_OPEN) {
                return 0; // it has expired or was voided: nothing is left to take
            }
            throw e;
        }
    }

    /** What was forgiven is given up first. */
    private static Step giveBack(CreditAccount account, Goal goal, Step step, long wanted) {
        long taken = Math.min(step.taken(), wanted);
        if (taken == step.taken()) {
            return new Step(step.number(), wanted, taken, step.reversals());
        }
        var key = TakingBack.key(goal.provision(), step.number());
        int reversal = step.reversals() + 1;
        account.reverse(ReverseRequest.of(key).part(step.taken() - taken).withKey(key + "/undone/" + reversal));
        return new Step(step.number(), wanted, taken, reversal);
    }
}
