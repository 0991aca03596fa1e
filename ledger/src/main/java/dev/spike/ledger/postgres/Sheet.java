package dev.spike.ledger.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.Balance;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.burndown.BurnDown;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.BurnDownPlan;
import dev.spike.ledger.burndown.OpenGrant;
import dev.spike.ledger.postgres.RowDraft.Booking;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account under its lock, as one decision changes it: every change is made here first, together with the rows that
 * explain it, and then written at once. Belongs to the decision; not thread-safe.
 */
final class Sheet {

    private final AccountRow row;
    private final BurnDownOrder order;
    private final Instant at;
    private final Map<GrantId, Lot> lots = new LinkedHashMap<>();
    private final Map<HoldId, OpenHold> holds = new LinkedHashMap<>();
    private final Set<GrantId> changedLots = new LinkedHashSet<>();
    private final Map<HoldId, OpenHold> changedHolds = new LinkedHashMap<>();
    private final List<RowDraft> rows = new ArrayList<>();
    private final Deque<Allocation> repaid = new ArrayDeque<>();
    private final Map<Optional<GrantId>, Long> moved = new LinkedHashMap<>();
    private long owed;

    /**
     * @param at the instant of the decision: the clock's, or the account's last decision if that is later
     * @param lots the grants that have not ended, also those yet to start, and any other that is asked about
     * @param holds the open holds; those whose deadline has come lapse here
     */
    Sheet(AccountRow row, BurnDownOrder order, Instant at, Collection<Lot> lots, Collection<OpenHold> holds) {
        this.row = row;
        this.order = order;
        this.at = at;
        this.owed = row.stored().owed();
        lots.forEach(lot -> this.lots.put(lot.grant().id(), lot));
        holds.forEach(hold -> this.holds.put(hold.id(), hold));
        if (row.current() != null) {
            changedLots.add(row.current().grant()); // its row lags behind
        }
        List.copyOf(holds).stream().filter(hold -> hold.hasLapsedBy(at)).forEach(this::lapse);
    }

    private void lapse(OpenHold hold) {
        giveBack(hold.parts());
        close(hold, HoldState.LAPSED, requireNonNull(hold.deadline()));
    }

    AccountRow row() {
        return row;
    }

    Instant at() {
        return at;
    }

    Balance balance() {
        return new Balance(available(), held(), owed);
    }

    long available() {
        return Math.subtractExact(Math.subtractExact(BurnDown.freeAt(grants(), at), uncovered()), owed);
    }

    private long held() {
        long onGrants = holds.values().stream()
                .flatMap(hold -> hold.parts().stream())
                .filter(part -> lot(part).countsAt(at))
                .mapToLong(Allocation::amount)
                .sum();
        return Math.addExact(onGrants, uncovered());
    }

    private long uncovered() {
        return holds.values().stream().mapToLong(OpenHold::uncovered).sum();
    }

    private List<OpenGrant> grants() {
        return lots.values().stream().map(Lot::grant).toList();
    }

    private Lot lot(Allocation part) {
        return requireNonNull(lots.get(requireNonNull(part.grant())));
    }

    Optional<Lot> lot(GrantId id) {
        return Optional.ofNullable(lots.get(id));
    }

    Optional<OpenHold> hold(HoldId id) {
        return Optional.ofNullable(holds.get(id));
    }

    BurnDownPlan plan(long amount) {
        return BurnDown.plan(grants(), order, at, amount);
    }

    /**
     * The grant that the next spend falls on first; none while a hold is not covered, so that every spend is weighed against
     * what is available and not against what is free of one grant.
     */
    Optional<OpenGrant> current() {
        return uncovered() > 0
                ? Optional.empty()
                : BurnDown.inOrder(grants(), order, at).stream().findFirst();
    }

    /** When time alone next changes anything: a grant with something left starts or ends, a hold lapses. */
    Optional<Instant> changesAt() {
        var edges = lots.values().stream()
                .filter(lot -> lot.remaining() > 0)
                .flatMap(lot -> Stream.of(
                        Optional.of(lot.grant().span().effectiveAt()),
                        Optional.ofNullable(lot.grant().span().expiresAt())));
        var deadlines = holds.values().stream().map(hold -> Optional.ofNullable(hold.deadline()));
        return Stream.concat(edges, deadlines)
                .flatMap(Optional::stream)
                .filter(instant -> instant.isAfter(at))
                .min(Instant::compareTo);
    }

    Optional<NextStart> nextStart() {
        return grants().stream()
                .filter(grant -> grant.span().effectiveAt().isAfter(at) && grant.free() > 0)
                .map(grant -> grant.span().effectiveAt())
                .min(Instant::compareTo)
                .map(start -> new NextStart(start, startingAt(start)));
    }

    private long startingAt(Instant start) {
        return grants().stream()
                .filter(grant -> grant.span().effectiveAt().equals(start))
                .mapToLong(OpenGrant::free)
                .sum();
    }

    /** Refuses an amount with which all that is left, now and later, would not fit 64 bits. */
    void checkRoomFor(long amount) {
        long room = Long.MAX_VALUE - amount;
        for (var lot : lots.values()) {
            room -= lot.hasEndedBy(at) ? 0 : lot.remaining();
            if (room < 0) {
                throw new InvalidRequestException(
                        ErrorCode.AMOUNT_TOO_LARGE,
                        "With " + amount + " more the account would be beyond " + Long.MAX_VALUE
                                + ", the most that 64 bits hold.");
            }
        }
    }

    /** A grant has been made; its row is written already. */
    void granted(OpenGrant grant) {
        lots.put(grant.id(), new Lot(grant, 0, false));
        move(grant.id(), grant.free());
    }

    /** Pays off what is owed from what is free: minus on the grants, plus on what is owed. */
    void repay() {
        if (owed == 0) {
            return;
        }
        var booking = Booking.adjustment(at);
        for (var part : plan(owed).allocations()) {
            draw(part, EntryKind.REPAYMENT, booking);
            enter(new RowDraft(null, EntryKind.REPAYMENT, part.amount(), booking));
            owed -= part.amount();
            repaid.push(part);
        }
    }

    /** All repayments, latest first: those made here, then those made before. */
    List<Allocation> repayments(List<Allocation> before) {
        return Stream.concat(repaid.stream(), before.stream()).toList();
    }

    /** Takes the amount by burn-down order; what no grant covers is owed. */
    List<Allocation> take(long amount, Booking booking) {
        var plan = plan(amount);
        var taken = new ArrayList<>(plan.allocations());
        plan.allocations().forEach(part -> draw(part, EntryKind.BURN, booking));
        if (!plan.coversAll()) {
            taken.add(Allocation.owed(plan.uncovered()));
            enter(new RowDraft(null, EntryKind.BURN, -plan.uncovered(), booking));
            owed = Math.addExact(owed, plan.uncovered());
        }
        return taken;
    }

    void draw(Allocation part, EntryKind entry, Booking booking) {
        var lot = lot(part);
        change(lot.with(lot.grant().free() - part.amount(), lot.held()));
        enter(new RowDraft(part.grant(), entry, -part.amount(), booking));
    }

    /** Ends what remains of the grant, held or not; what would come back to it later is ended with it. */
    long voidGrant(GrantId id) {
        var lot = requireNonNull(lots.get(id));
        long ended = lot.remaining();
        if (ended > 0) {
            enter(new RowDraft(id, EntryKind.VOID, -ended, Booking.adjustment(at)));
        }
        change(lot.emptied());
        return ended;
    }

    /** Sets parts of free credits aside. */
    void setAside(OpenHold hold) {
        for (var part : hold.parts()) {
            var lot = lot(part);
            change(lot.with(lot.grant().free() - part.amount(), lot.held() + part.amount()));
        }
        put(hold);
    }

    /** Turns what was set aside of a grant into usage, also when the grant has ended since. */
    void capture(Allocation part, Booking booking) {
        var lot = lot(part);
        if (lot.voided()) {
            enter(new RowDraft(part.grant(), EntryKind.REVERSAL, part.amount(), Booking.adjustment(at)));
        } else {
            change(lot.with(lot.grant().free(), lot.held() - part.amount()));
        }
        enter(new RowDraft(part.grant(), EntryKind.BURN, -part.amount(), booking));
    }

    /** Makes parts that were set aside free again, except of grants that were voided. */
    void giveBack(List<Allocation> parts) {
        for (var part : parts) {
            var lot = lot(part);
            if (!lot.voided()) {
                change(lot.with(lot.grant().free() + part.amount(), lot.held() - part.amount()));
            }
        }
    }

    /** Keeps the open hold as it is now. */
    void put(OpenHold hold) {
        holds.put(hold.id(), hold);
        changedHolds.put(hold.id(), hold);
    }

    void close(OpenHold hold, HoldState state, Instant closedAt) {
        holds.remove(hold.id());
        changedHolds.put(hold.id(), hold.closed(state, closedAt));
    }

    /** Undoes usage of a grant; to a grant that has ended nothing comes back, and what is voided stays so. Returns what came back. */
    long putBack(Allocation part, EntryKind entry, Booking booking) {
        var lot = lot(part);
        enter(new RowDraft(part.grant(), entry, part.amount(), booking));
        if (lot.voided()) {
            enter(new RowDraft(part.grant(), EntryKind.VOID, -part.amount(), Booking.adjustment(at)));
            return 0;
        }
        change(lot.with(lot.grant().free() + part.amount(), lot.held()));
        return lot.hasEndedBy(at) ? 0 : part.amount();
    }

    /** Undoes usage that no grant covered, and returns how much of it had been repaid and so must go back to those who did. */
    long forgive(long amount, Booking booking) {
        enter(new RowDraft(null, EntryKind.REVERSAL, amount, booking));
        long repaid = Math.max(0, amount - owed);
        owed = Math.max(0, owed - amount);
        return repaid;
    }

    /** Gives a repayment back to the grant that made it. */
    long takeBackRepayment(Allocation part) {
        var booking = Booking.adjustment(at);
        enter(new RowDraft(null, EntryKind.REPAYMENT, -part.amount(), booking));
        return putBack(part, EntryKind.REPAYMENT, booking);
    }

    private void enter(RowDraft draft) {
        rows.add(draft.onItsOwnIfLarge());
        move(draft.grant(), draft.credits());
    }

    private void move(@Nullable GrantId grant, long credits) {
        moved.merge(Optional.ofNullable(grant), credits, Math::addExact);
    }

    private void change(Lot lot) {
        lots.put(lot.grant().id(), lot);
        changedLots.add(lot.grant().id());
    }

    List<RowDraft> rows() {
        return List.copyOf(rows);
    }

    /** All that was changed, signed and summed by grant; no grant is what is owed. */
    List<Movement> moved() {
        return moved.entrySet().stream()
                .map(sum -> new Movement(sum.getKey().orElse(null), sum.getValue()))
                .toList();
    }

    /** How much the rows of a grant, or of what is owed, sum to. */
    record Movement(@Nullable GrantId grant, long credits) {}

    /** What is now of the grants whose rows must be written. */
    List<Lot> changedLots() {
        return changedLots.stream().map(id -> requireNonNull(lots.get(id))).toList();
    }

    Collection<OpenHold> changedHolds() {
        return List.copyOf(changedHolds.values());
    }
}
