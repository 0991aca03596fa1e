package dev.spike.ledger.postgres;

import static java.util.Objects.requireNonNull;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Explanation;
import dev.spike.ledger.Explanation.About;
import dev.spike.ledger.Explanation.Considered;
import dev.spike.ledger.Explanation.Lapse;
import dev.spike.ledger.Explanation.PassedOver;
import dev.spike.ledger.Explanation.Reason;
import dev.spike.ledger.Explanation.Shortfall;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Verb;
import dev.spike.ledger.burndown.BurnDown;
import dev.spike.ledger.burndown.BurnDownOrder;
import dev.spike.ledger.burndown.BurnDownRule;
import dev.spike.ledger.burndown.OpenGrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One decision told again, from its receipt and from what it found. */
final class Retold {

    private final ReceiptStore.Explained explained;
    private final Receipt receipt;
    private final CreditType creditType;
    private final Past past;
    private final BurnDownOrder order;
    private final Instant at;

    Retold(ReceiptStore.Explained explained, CreditType creditType, Past past, BurnDownOrder order) {
        this.explained = explained;
        this.receipt = explained.kept().receipt();
        this.creditType = creditType;
        this.past = past;
        this.order = order;
        this.at = receipt.decidedAt();
    }

    Explanation explanation() {
        var hold = explained.kept().about().hold();
        var about = new About(
                explained.billable(),
                creditType,
                hold == null ? null : hold.id(),
                hold == null ? null : hold.deadline(),
                explained.undoes());
        return new Explanation(
                receipt,
                about,
                past.sheet(order).balance(),
                drawsOnGrants() ? considered() : List.of(),
                drawsOnGrants() ? passedOver() : List.of(),
                repaid(),
                explained.kept().isAccepted() ? null : shortfall());
    }

    /** A capture draws on what is free only where its hold does not cover it. */
    private boolean drawsOnGrants() {
        return switch (receipt.asked().verb()) {
            case SPEND, SPEND_ALL, REMOVE, HOLD -> true;
            case CAPTURE -> receipt.asked().amount() > sumOf(heldParts());
            case ADD, RELEASE, EXTEND, VOID, REVERSE -> false;
        };
    }

    private List<Considered> considered() {
        var inOrder = BurnDown.inOrder(past.lots().stream().map(Lot::grant).toList(), order, at);
        var gave = byGrant(receipt.allocations());
        capturedParts().forEach(part -> gave.merge(requireNonNull(part.grant()), -part.amount(), Long::sum));
        var considered = new ArrayList<Considered>();
        for (int i = 0; i < inOrder.size(); i++) {
            var grant = inOrder.get(i);
            var ahead = i + 1 < inOrder.size() ? ahead(grant, inOrder.get(i + 1)) : null;
            considered.add(
                    new Considered(grant.id(), termsOf(grant), grant.free(), gave.getOrDefault(grant.id(), 0L), ahead));
        }
        return considered;
    }

    private String ahead(OpenGrant grant, OpenGrant next) {
        return order.parting(grant, next).map(BurnDownRule::word).orElse("lower-id");
    }

    private static GrantTerms termsOf(OpenGrant grant) {
        var rank = grant.rank();
        return new GrantTerms(
                grant.span().effectiveAt(),
                grant.span().expiresAt(),
                rank.createdAt(),
                rank.priority(),
                rank.promotional(),
                rank.carriedOver());
    }

    private List<PassedOver> passedOver() {
        var free = new HashMap<GrantId, Long>();
        past.lots().forEach(lot -> free.put(lot.grant().id(), lot.grant().free()));
        return past.remained().stream()
                .sorted(Comparator.comparingLong(grant -> grant.grant().number()))
                .map(grant -> passedOver(grant, requireNonNull(free.get(grant.grant()))))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private @Nullable PassedOver passedOver(Past.Remained grant, long free) {
        var span = grant.span();
        if (grant.isVoided()) {
            return new PassedOver(grant.grant(), Reason.VOIDED, 0, grant.voidedAt());
        }
        if (grant.remaining() == 0) {
            return null;
        }
        if (span.effectiveAt().isAfter(at)) {
            return new PassedOver(grant.grant(), Reason.NOT_STARTED, grant.remaining(), span.effectiveAt());
        }
        if (!span.contains(at)) {
            return new PassedOver(grant.grant(), Reason.ENDED, grant.remaining(), span.expiresAt());
        }
        return free > 0 ? null : new PassedOver(grant.grant(), Reason.ALL_HELD, grant.remaining(), null);
    }

    /** What the grants moved beyond what the request itself drew, gave or ended: they repaid what was owed. */
    private List<Allocation> repaid() {
        var drawn = byGrant(receipt.allocations());
        capturedParts().stream()
                .filter(part -> isVoided(requireNonNull(part.grant()))) // put back and drawn: it moved nothing
                .forEach(part -> drawn.merge(requireNonNull(part.grant()), -part.amount(), Long::sum));
        var repaid = new ArrayList<Allocation>();
        for (var moved : explained.moved()) {
            var grant = moved.grant();
            long more = grant == null ? 0 : effect(drawn.getOrDefault(grant, 0L)) - moved.credits();
            if (more > 0) {
                repaid.add(new Allocation(grant, more));
            }
        }
        return repaid;
    }

    private long effect(long allocated) {
        return switch (receipt.asked().verb()) {
            case ADD, REVERSE -> allocated;
            case SPEND, SPEND_ALL, REMOVE, CAPTURE, VOID -> -allocated;
            case HOLD, RELEASE, EXTEND -> 0;
        };
    }

    private boolean isVoided(GrantId id) {
        return past.remained().stream().anyMatch(grant -> grant.grant().equals(id) && grant.isVoided());
    }

    private Shortfall shortfall() {
        boolean hadEnough = explained.kept().about().hadEnough();
        long missing = hadEnough ? 0 : explained.kept().declined().missing();
        if (receipt.asked().verb() == Verb.CAPTURE) {
            missing = missingToCapture();
            if (missing == 0) { // refused for being over its hold, whatever there is
                return new Shortfall(0, null, List.of());
            }
        }
        var captured = heldHold();
        var lapses = past.holds().stream()
                .filter(hold -> hold.deadline() != null && !captured.equals(Optional.of(hold)))
                .map(hold -> lapse(hold, requireNonNull(hold.deadline())))
                .filter(lapse -> lapse.amount() > 0)
                .sorted(Comparator.comparing(Lapse::at))
                .toList();
        return new Shortfall(missing, explained.kept().nextStart(), lapses);
    }

    private long missingToCapture() {
        long extra =
                receipt.asked().amount() - heldHold().map(OpenHold::setAside).orElse(0L);
        try {
            return Math.max(0, Math.subtractExact(extra, receipt.balance().available()));
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** What is given back of grants that have not ended by then. */
    private Lapse lapse(OpenHold hold, Instant deadline) {
        long back = hold.uncovered();
        for (var part : hold.parts()) {
            boolean counts = past.lots().stream()
                    .anyMatch(lot -> lot.grant().id().equals(part.grant()) && lot.countsAt(deadline));
            back += counts ? part.amount() : 0;
        }
        return new Lapse(hold.id(), deadline, back);
    }

    private Optional<OpenHold> heldHold() {
        var about = explained.kept().about().hold();
        return past.holds().stream()
                .filter(hold -> about != null && hold.id().equals(about.id()))
                .findFirst();
    }

    private List<Allocation> heldParts() {
        return heldHold().map(OpenHold::parts).orElse(List.of());
    }

    /** What a capture took of what its hold had set aside. */
    private List<Allocation> capturedParts() {
        if (receipt.asked().verb() != Verb.CAPTURE || !explained.kept().isAccepted()) {
            return List.of();
        }
        return heldHold()
                .map(hold -> Closing.Split.of(hold, Math.min(receipt.asked().amount(), hold.setAside()))
                        .captured())
                .orElse(List.of());
    }

    private static long sumOf(List<Allocation> parts) {
        return parts.stream().mapToLong(Allocation::amount).sum();
    }

    private static Map<GrantId, Long> byGrant(List<Allocation> parts) {
        var sums = new HashMap<GrantId, Long>();
        for (var part : parts) {
            if (part.grant() != null) {
                sums.merge(part.grant(), part.amount(), Long::sum);
            }
        }
        return sums;
    }
}
