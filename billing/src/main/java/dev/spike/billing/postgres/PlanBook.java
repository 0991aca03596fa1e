package dev.spike.billing.postgres;

import dev.spike.billing.postgres.PlanGrant.EndedBy;
import dev.spike.billing.postgres.PlanGrant.Figures;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.Source;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.VoidRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credits of one billable's plans in one database transaction: each change of the ledger together with the row that
 * remembers it. The subscriber's lock is held.
 */
final class PlanBook {

    /** Before all that was not carried over. */
    private static final int CARRIED_FIRST = -1;

    private final Connection connection;
    private final JoinedCredits credits;
    private final Owner owner;
    private final Instant now;
    private final PlanGrantStore grants = new PlanGrantStore();
    private final TakeBackStepStore takeBacks = new TakeBackStepStore();

    PlanBook(Connection connection, JoinedCredits credits, Owner owner, Instant now) {
        this.connection = connection;
        this.credits = credits;
        this.owner = owner;
        this.now = now;
    }

    private CreditAccount account(String creditType) {
        return credits.of(owner.billable(), creditType);
    }

    /** Voids what remains of it, and tells what of that was free. */
    PlanGrant end(PlanGrant grant, EndedBy why) throws SQLException {
        var ended = grant.endedWith(leftFree(grant));
        grants.ended(connection, owner, ended, why, now);
        return ended;
    }

    /** It stays as it is, and is no longer ours to end. */
    void keep(PlanGrant grant) throws SQLException {
        grants.ended(connection, owner, grant, EndedBy.KEPT, now);
    }

    /** It was ended before; now for another reason, so that it is not given again. */
    void settle(PlanGrant grant, EndedBy why) throws SQLException {
        grants.ended(connection, owner, grant, why, now);
    }

    /** Nothing when it had ended already. What is held of it stays with its holds, and is not free. */
    private @Nullable Long leftFree(PlanGrant grant) {
        var account = account(grant.creditType());
        try {
            long ended = account.voidGrant(VoidRequest.of(grant.grant()).withKey(grant.key() + "/void"))
                    .asked()
                    .amount();
            return ended - heldOf(account, grant.grant());
        } catch (InvalidRequestException e) {
            if (e.error() == ErrorCode.GRANT_NOT_OPEN) {
                return null;
            }
            throw e;
        }
    }

    /** The account is locked by the void. */
    private static long heldOf(CreditAccount account, GrantId grant) {
        return account.holds().stream()
                .flatMap(hold -> hold.parts().stream())
                .filter(part -> grant.equals(part.grant()))
                .mapToLong(part -> part.amount())
                .sum();
    }

    /** Nothing when its time ran out meanwhile, by the clock of the ledger. */
    Optional<PlanGrant> give(Slot slot, String creditType, long amount, Instant expiresAt) throws SQLException {
        return add(slot, 0, 1, Figures.of(creditType, amount), expiresAt);
    }

    void carry(Slot slot, int carried, String creditType, long amount, Instant expiresAt) throws SQLException {
        add(slot, carried, 1, Figures.of(creditType, amount), expiresAt);
    }

    /** What was free of it, in its place; what could not be taken back of it while it was void is looked for in this. */
    void giveAgain(PlanGrant ended) throws SQLException {
        takeBacks.forgetForgiven(connection, TakingPeriodBack.provision(owner, ended.slot()));
        var figures = ended.figures().again(ended.free(), ended.used());
        add(ended.slot(), ended.carried(), ended.generation() + 1, figures, ended.expiresAt());
    }

    private Optional<PlanGrant> add(Slot slot, int carried, int generation, Figures figures, Instant expiresAt)
            throws SQLException {
        var draft = new PlanGrant(slot, carried, generation, figures, new GrantId(0), expiresAt, null);
        var terms = GrantTerms.plain().expiringAt(expiresAt);
        var request = AddRequest.of(figures.granted())
                .withKey(draft.key())
                .as(TransactionType.SUBSCRIPTION)
                .from(Source.subscription(slot.source()))
                .withTerms(carried == 0 ? terms : terms.asCarriedOver().withPriority(CARRIED_FIRST));
        var granted = addInTime(figures.creditType(), request);
        if (granted.isEmpty()) {
            return Optional.empty();
        }
        var grant = new PlanGrant(slot, carried, generation, figures, granted.get(), expiresAt, null);
        grants.add(connection, owner, grant);
        return Optional.of(grant);
    }

    /** The ledger looks at its clock after us: what we still give may be over by then. */
    private Optional<GrantId> addInTime(String creditType, AddRequest request) {
        try {
            return Optional.of(account(creditType).add(request).grant());
        } catch (InvalidRequestException e) {
            if (e.error() == ErrorCode.EXPIRES_BEFORE_START) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Takes up to so many of what is free of it, and tells how many. */
    long take(PlanGrant grant, long amount, String why) {
        var request =
                RemoveRequest.of(amount).from(grant.grant()).leavingTheRest().withKey(grant.key() + "/" + why);
        try {
            return account(grant.creditType()).remove(request).receipt().asked().amount();
        } catch (InvalidRequestException e) {
            if (e.error() == ErrorCode.GRANT_NOT_OPEN) {
                return 0; // what was owed took all of it
            }
            throw e;
        }
    }

    /** What is free of it now; the account is locked by what was done before. */
    long free(PlanGrant grant) {
        return account(grant.creditType()).grants().stream()
                .filter(each -> each.id().equals(grant.grant()))
                .mapToLong(Grant::free)
                .sum();
    }
}
