package dev.spike.server.scenario;

import dev.spike.ledger.GrantId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a case calls one grant, and the ledger's grant that stands for it now. Immutable.
 *
 * @param carriedFrom the grant of whose unused part it is the carried bucket, if it is one
 * @param grant none where it has nothing, so that the ledger has no grant of it
 * @param ended by decision, for good
 */
record Bucket(
        GrantPlan plan,
        @Nullable String carriedFrom,
        @Nullable Instant expires,
        @Nullable GrantId grant,
        boolean ended) {

    static Bucket of(GrantPlan plan, @Nullable String carriedFrom, @Nullable GrantId grant) {
        return new Bucket(plan, carriedFrom, plan.span().expires(), grant, false);
    }

    String name() {
        return plan.id();
    }

    Optional<GrantId> standing() {
        return Optional.ofNullable(grant);
    }

    boolean isActiveAt(Instant instant) {
        return !ended && !plan.span().effective().isAfter(instant) && (expires == null || expires.isAfter(instant));
    }

    Bucket standingAs(@Nullable GrantId grant) {
        return new Bucket(plan, carriedFrom, expires, grant, ended);
    }

    Bucket expiring(@Nullable Instant expires) {
        return new Bucket(plan, carriedFrom, expires, grant, ended);
    }

    Bucket asEnded() {
        return new Bucket(plan, carriedFrom, expires, grant, true);
    }
}
