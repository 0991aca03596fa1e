package dev.spike.ledger.postgres;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Balance;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.OpenGrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stood, or will stand, at an instant.
 *
 * @param remained what remained of each grant, held or not
 * @param holds the holds that were open
 */
record Past(Known known, List<Remained> remained, List<OpenHold> holds) {

    /**
     * What was known of the account itself.
     *
     * @param at the instant
     * @param owed what was owed at it
     */
    record Known(AccountId account, Instant at, long owed, long version) {}

    /**
     * Which decisions count.
     *
     * @param at those decided later do not
     * @param passedBefore an instant before it has passed; from it on the account's last decision is waited for
     * @param version nor those of this number and above
     * @param ended how many grants to see besides that had ended, the latest, and how many that were voided
     */
    record Seen(Instant at, @Nullable Instant passedBefore, long version, int ended) {

        /** After every decision up to and at the instant. */
        static Seen at(Instant instant, Instant now) {
            return new Seen(instant, now, Long.MAX_VALUE, 0);
        }

        /** As the decision of this number found it. */
        static Seen before(long version, Instant decidedAt, int ended) {
            return new Seen(decidedAt, null, version, ended);
        }
    }

    /**
     * What remained of a grant.
     *
     * @param voidedAt when it was voided, be it since; a grant of which something remained was not voided yet
     */
    record Remained(
            GrantId grant,
            OpenGrant.Span span,
            OpenGrant.Rank rank,
            @Nullable Instant voidedAt,
            long remaining) {

        boolean isVoided() {
            return voidedAt != null && remaining == 0;
        }
    }

    /** The account as a decision would have found it. */
    Sheet sheet(BurnDownOrder order) {
        var row = new AccountRow(known.account(), new Balance(0, 0, known.owed()), null, known.at(), known.version());
        return new Sheet(row, order, known.at(), lots(), holds);
    }

    /** The grants with what is free and what is held of them. */
    List<Lot> lots() {
        var held = heldByGrant();
        var lots = new ArrayList<Lot>();
        for (var grant : remained) {
            long aside = grant.isVoided() ? 0 : held.getOrDefault(grant.grant(), 0L);
            var open = new OpenGrant(
                    grant.grant(), grant.span(), grant.rank(), Math.subtractExact(grant.remaining(), aside));
            lots.add(new Lot(open, aside, grant.isVoided()));
        }
        return lots;
    }

    private Map<GrantId, Long> heldByGrant() {
        var held = new HashMap<GrantId, Long>();
        holds.forEach(hold -> hold.parts().forEach(part -> {
            if (part.grant() != null) {
                held.merge(part.grant(), part.amount(), Math::addExact);
            }
        }));
        return held;
    }
}
