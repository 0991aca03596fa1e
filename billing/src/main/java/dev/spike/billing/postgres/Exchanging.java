package dev.spike.billing.postgres;

import dev.spike.billing.CatalogueSettings.Overuse;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.CatalogueSettings.Unused;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.postgres.PlanGrant.EndedBy;
import dev.spike.billing.postgres.PlanHistoryStore.Place;
import dev.spike.billing.renewal.Proration;
import dev.spike.billing.renewal.Standing;
import dev.spike.billing.renewal.Standing.Entitled;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What plans gave is exchanged for what they give now, one credit type after the other, so that accounts are locked in one
 * order. Nothing happens where both are the same.
 *
 * <pre>
 *   end what is no longer given -> give what is new -> carry over, or carry overuse into it -> give again what was voided
 * </pre>
 */
final class Exchanging {

    private final Connection connection;
    private final Owner owner;
    private final Standing standing;
    private final Subscriptions settings;
    private final PlanBook book;
    private final Carrying carrying;
    private final Kinds kinds;
    private final Instant now;
    private final PlanGrantStore grants = new PlanGrantStore();
    private final PlanHistoryStore history = new PlanHistoryStore();
    private final WaitingOveruseStore overuse = new WaitingOveruseStore();

    Exchanging(Work work, Standing standing) {
        this.connection = work.connection();
        this.owner = work.owner();
        this.standing = standing;
        this.settings = work.settings();
        this.book = work.book();
        this.carrying = new Carrying(work, standing);
        this.kinds = work.kinds();
        this.now = work.now();
    }

    /** What an exchange works with. */
    record Work(
            Connection connection,
            Owner owner,
            Subscriptions settings,
            ZoneId zone,
            Kinds kinds,
            PlanBook book,
            Instant now) {}

    /** A wish for credits. */
    record Credit(Wanted wanted, CreditAmount amount) {}

    /**
     * @param wanted what is to be open, also when it was given before
     * @param known what was noted of it
     */
    void exchange(List<Credit> wanted, Map<Place, PlanHistoryStore.Noted> known) throws SQLException {
        var open = ofKnownTypes(grants.open(connection, owner));
        var givenUp = ofKnownTypes(grants.givenUp(connection, owner, now));
        boolean changing = isChanging(open, givenUp, wanted, known);
        if (!changing) {
            return;
        }
        var waiting = standing instanceof Entitled entitled
                ? overuse.take(connection, owner, entitled)
                : Map.<String, Long>of();
        var types = new TreeSet<>(waiting.keySet());
        Stream.concat(open.stream(), givenUp.stream()).forEach(grant -> types.add(grant.creditType()));
        wanted.forEach(credit -> types.add(credit.amount().creditType().id()));
        for (var type : types) {
            var mine = new OneType(
                    open.stream()
                            .filter(grant -> grant.creditType().equals(type))
                            .toList(),
                    givenUp.stream()
                            .filter(grant -> grant.creditType().equals(type))
                            .toList(),
                    wanted.stream()
                            .filter(credit -> credit.amount().creditType().id().equals(type))
                            .toList());
            exchange(type, mine, wanted, known, waiting.getOrDefault(type, 0L));
        }
    }

    /** What is left of a type that the ledger has no more expires by itself. */
    private List<PlanGrant> ofKnownTypes(List<PlanGrant> all) {
        return all.stream()
                .filter(grant -> kinds.hasCreditType(grant.creditType()))
                .toList();
    }

    private record OneType(List<PlanGrant> open, List<PlanGrant> givenUp, List<Credit> wanted) {}

    private boolean isChanging(
            List<PlanGrant> open,
            List<PlanGrant> givenUp,
            List<Credit> wanted,
            Map<Place, PlanHistoryStore.Noted> known) {
        return open.stream().anyMatch(grant -> reason(grant, wanted) != null)
                || givenUp.stream().anyMatch(grant -> isGivenAgain(grant, wanted) || isSwitched(grant, wanted))
                || wanted.stream()
                        .anyMatch(credit ->
                                !known.containsKey(Place.of(credit.wanted().slot())));
    }

    private void exchange(
            String type, OneType mine, List<Credit> allWanted, Map<Place, PlanHistoryStore.Noted> known, long waiting)
            throws SQLException {
        var renewed = new ArrayList<PlanGrant>();
        long used = 0;
        long earned = 0;
        for (var grant : mine.open()) {
            var why = grant.carried() > 0 && standing instanceof Entitled ? null : reason(grant, allWanted);
            if (why == EndedBy.SWITCH && settings.unusedOnSwitch() == Unused.KEEP) {
                book.keep(grant);
            } else if (why != null) {
                var ended = book.end(grant, why);
                if (why == EndedBy.RENEWAL && !grant.slot().isFree()) {
                    renewed.add(ended);
                }
                used += why == EndedBy.SWITCH ? ended.usedOfKept() : 0;
                earned += why == EndedBy.SWITCH ? earned(ended) : 0;
            }
        }
        for (var grant : mine.givenUp()) {
            if (isSwitched(grant, allWanted)) {
                book.settle(grant, EndedBy.SWITCH);
                used += grant.usedOfKept();
                earned += earned(grant);
            }
        }
        var given = give(mine.wanted(), known);
        carrying.carry(type, renewed, mine.open());
        for (var grant : mine.givenUp()) {
            if (isGivenAgain(grant, allWanted)) {
                book.giveAgain(grant);
            }
        }
        boolean carries = settings.overuseOnSwitch() == Overuse.CARRY && settings.unusedOnSwitch() == Unused.VOID;
        long over = carries ? Math.addExact(waiting, Math.max(0, used - earned)) : 0;
        carryOveruse(type, given, over);
    }

    /** What its time was worth when the period began that takes its place, however late that was heard. */
    private long earned(PlanGrant grant) {
        if (grant.leftFree() == null || !(standing instanceof Entitled entitled)) {
            return 0;
        }
        var switchedAt = entitled.paid().span().start();
        return Proration.earned(grant.figures().kept(), grant.slot().span(), switchedAt);
    }

    private void carryOveruse(String type, List<PlanGrant> given, long over) throws SQLException {
        long left = over;
        for (var grant : given) {
            left -= left > 0 ? book.take(grant, left, "overuse") : 0;
        }
        if (left > 0 && standing instanceof Entitled entitled) {
            overuse.add(connection, owner, type, left, entitled);
        }
    }

    private List<PlanGrant> give(List<Credit> wanted, Map<Place, PlanHistoryStore.Noted> known) throws SQLException {
        var given = new ArrayList<PlanGrant>();
        for (var credit : wanted) {
            var slot = credit.wanted().slot();
            if (known.containsKey(Place.of(slot))) {
                continue;
            }
            boolean counts =
                    credit.amount().amount() > 0 && credit.wanted().expiresAt().isAfter(now);
            var grant = counts
                    ? book.give(
                            slot,
                            credit.amount().creditType().id(),
                            credit.amount().amount(),
                            credit.wanted().expiresAt())
                    : Optional.<PlanGrant>empty();
            var id = grant.map(PlanGrant::grant).orElse(null);
            history.provided(connection, owner, credit.wanted(), 1, id, now);
            grant.ifPresent(given::add);
        }
        return given;
    }

    /** Why it must end now; none when it stays. */
    private @Nullable EndedBy reason(PlanGrant grant, List<Credit> wanted) {
        if (isWanted(grant, wanted)) {
            return null;
        }
        if (grant.slot().isFree()) {
            boolean followed =
                    wanted.stream().anyMatch(credit -> credit.wanted().slot().isFree());
            return standing.holds() ? EndedBy.SUBSCRIBED : followed ? EndedBy.RENEWAL : null;
        }
        if (standing instanceof Entitled entitled) {
            if (grant.carried() > 0) {
                return null;
            }
            boolean over =
                    !entitled.month().start().isBefore(grant.slot().span().end());
            return over ? EndedBy.RENEWAL : EndedBy.SWITCH;
        }
        return standing instanceof Standing.Bridged
                ? null
                : standing instanceof Standing.Lapsed ? EndedBy.PAST_DUE : EndedBy.OVER;
    }

    private static boolean isWanted(PlanGrant grant, List<Credit> wanted) {
        return grant.carried() == 0
                && wanted.stream().anyMatch(credit -> credit.wanted().slot().equals(grant.slot()));
    }

    private boolean isGivenAgain(PlanGrant grant, List<Credit> wanted) {
        if (grant.free() == 0) {
            return false;
        }
        boolean carried = grant.carried() > 0
                && standing instanceof Entitled
                && wanted.stream().anyMatch(credit -> credit.wanted()
                        .slot()
                        .source()
                        .equals(grant.slot().source()));
        return carried || isWanted(grant, wanted);
    }

    /** It lapsed for want of money, and instead of recovering it was switched: what was used of it counts all the same. */
    private boolean isSwitched(PlanGrant grant, List<Credit> wanted) {
        return grant.carried() == 0
                && !grant.slot().isFree()
                && standing instanceof Entitled entitled
                && !isWanted(grant, wanted)
                && wanted.stream().anyMatch(credit -> credit.wanted()
                        .slot()
                        .source()
                        .equals(grant.slot().source()))
                && entitled.month().start().isBefore(grant.slot().span().end());
    }
}
