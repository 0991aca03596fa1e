package dev.spike.ledger.burndown;

import java.util.Comparator;
import java.util.Locale;

/** One reason to spend a grant before another. */
public enum BurnDownRule {
    /** The lower number first. */
    LOWEST_PRIORITY,
    /** What ends sooner first; what never ends last. */
    SOONEST_EXPIRY,
    /** What was given before what was paid for. */
    PROMOTIONAL_FIRST,
    /** What was left over from an earlier period first. */
    CARRIED_OVER_FIRST,
    /** What started to count earlier first. */
    OLDEST_EFFECTIVE,
    /** What came into the books earlier first. */
    OLDEST_CREATED;

    Comparator<OpenGrant> comparator() {
        return switch (this) {
            case LOWEST_PRIORITY ->
                Comparator.comparingInt(grant -> grant.rank().priority());
            case SOONEST_EXPIRY ->
                Comparator.comparing(
                        grant -> grant.span().expiresAt(), Comparator.nullsLast(Comparator.naturalOrder()));
            case PROMOTIONAL_FIRST ->
                Comparator.comparing(grant -> !grant.rank().promotional());
            case CARRIED_OVER_FIRST ->
                Comparator.comparing(grant -> !grant.rank().carriedOver());
            case OLDEST_EFFECTIVE -> Comparator.comparing(grant -> grant.span().effectiveAt());
            case OLDEST_CREATED -> Comparator.comparing(grant -> grant.rank().createdAt());
        };
    }

    /** The name in configuration, such as {@code soonest-expiry}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
