package dev.spike.billing.postgres;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Rollover;
import dev.spike.billing.postgres.Exchanging.Work;
import dev.spike.billing.postgres.PlanGrant.EndedBy;
import dev.spike.billing.renewal.CarryOver;
import dev.spike.billing.renewal.CarryOver.Left;
import dev.spike.billing.renewal.Span;
import dev.spike.billing.renewal.Standing;
import dev.spike.billing.renewal.Standing.Entitled;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a renewal ended is carried over, as far as its terms say: at most so much, so often, for so long. What was carried as
 * often as it may be stays for the rest of its time, but never beyond the most that all of it may be.
 */
final class Carrying {

    private final Work work;
    private final Standing standing;
    private final PlanTermsStore terms = new PlanTermsStore();

    Carrying(Work work, Standing standing) {
        this.work = work;
        this.standing = standing;
    }

    /**
     * @param renewed ended by the renewal, all of one credit type
     * @param open of that type before the renewal; those that were carried over before are among them
     */
    void carry(String type, List<PlanGrant> renewed, List<PlanGrant> open) throws SQLException {
        if (!(standing instanceof Entitled entitled)) {
            return;
        }
        for (var ended : renewed) {
            var rollover = rollover(ended.slot());
            if (rollover != null) {
                var before = open.stream()
                        .filter(grant -> grant.carried() > 0
                                && grant.slot().source().equals(ended.slot().source())
                                && grant.slot().place().equals(ended.slot().place()))
                        .toList();
                carry(type, ended, before, rollover, entitled.month());
            }
        }
    }

    private void carry(String type, PlanGrant ended, List<PlanGrant> before, Rollover rollover, Span month)
            throws SQLException {
        var left = new ArrayList<Left>();
        left.add(new Left(ended.free(), 0));
        for (var grant : before) {
            if (grant.carried() < rollover.times()) {
                left.add(new Left(work.book().end(grant, EndedBy.RENEWAL).free(), grant.carried()));
            }
        }
        long room = rollover.max();
        var expiresAt = rollover.lifetime().endFrom(month.start(), work.zone());
        for (var kept : CarryOver.of(left, rollover)) {
            room -= kept.amount();
            if (expiresAt.isAfter(work.now())) {
                var slot = new Slot(ended.slot().source(), ended.slot().position(), new Span(month.start(), expiresAt));
                work.book().carry(slot, kept.carried(), type, kept.amount(), expiresAt);
            }
        }
        trim(before, rollover, room, month);
    }

    private void trim(List<PlanGrant> before, Rollover rollover, long room, Span month) throws SQLException {
        var youngestFirst = before.stream()
                .filter(grant -> grant.carried() >= rollover.times())
                .sorted(Comparator.comparing(
                                (PlanGrant grant) -> grant.slot().span().start())
                        .reversed())
                .toList();
        long left = room;
        for (var grant : youngestFirst) {
            long free = work.book().free(grant);
            if (free > left) {
                work.book().take(grant, free - left, "trim/" + month.start());
            }
            left -= Math.min(free, left);
        }
    }

    private @Nullable Rollover rollover(Slot slot) throws SQLException {
        var found = terms.find(work.connection(), work.owner(), slot.source(), slot.switchNumber());
        for (var provides :
                found.stream().flatMap(each -> each.provides().stream()).toList()) {
            boolean same = (provides.occasion().word() + "." + provides.position()).equals(slot.place());
            if (same && work.kinds().read(provides.provided()) instanceof CreditAmount amount) {
                return amount.rollover();
            }
        }
        return null;
    }
}
