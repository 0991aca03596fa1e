package dev.spike.server.scenario;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Grant;
import dev.spike.ledger.GrantId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where a case plays: its account, its clock, its policy and its names. */
record Stage(CreditAccount account, InstantSource clock, CasePolicy policy, Names names) {

    Instant now() {
        return clock.instant();
    }

    long units(BigDecimal amount) {
        return account.creditType().amount(amount);
    }

    /** What comes of a share, cut off where the credit type ends. */
    long unitsCutOff(BigDecimal amount) {
        return units(amount.setScale(account.creditType().decimals(), RoundingMode.DOWN));
    }

    BigDecimal credits(long units) {
        return account.creditType().credits(units);
    }

    /** What may be taken now without a debt. */
    long spendable() {
        return Math.max(0, account.balance().available());
    }

    /** The grants that have something left and count now. */
    private Map<GrantId, Grant> counting() {
        return account.grants().stream()
                .filter(grant -> grant.isEffectiveAt(now()))
                .collect(Collectors.toMap(Grant::id, Function.identity()));
    }

    private Optional<Grant> grant(Bucket bucket) {
        return bucket.standing().map(counting()::get);
    }

    /** What may be spent of it now. */
    long free(Bucket bucket) {
        return grant(bucket).map(Grant::free).orElse(0L);
    }

    boolean isHeldOf(Bucket bucket) {
        return account.holds().stream().flatMap(hold -> hold.parts().stream()).anyMatch(part -> isOn(part, bucket));
    }

    private static boolean isOn(Allocation part, Bucket bucket) {
        return bucket.standing().filter(grant -> grant.equals(part.grant())).isPresent();
    }

    /** The names of the grants that would be spent now, first to last. */
    List<String> order() {
        return account.grants().stream()
                .filter(grant -> grant.isEffectiveAt(now()))
                .flatMap(grant -> names.bucketOf(grant.id()).stream())
                .toList();
    }
}
