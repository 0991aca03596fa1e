package dev.spike.ledger.burndown;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The total order in which open grants are spent: named rules, one after the other, and in the end the id, so that two
 * grants are never level. Immutable.
 */
public final class BurnDownOrder implements Comparator<OpenGrant> {

    private static final Comparator<OpenGrant> BY_ID =
            Comparator.comparingLong(grant -> grant.id().number());

    private static final BurnDownOrder STANDARD = of(
            BurnDownRule.LOWEST_PRIORITY,
            BurnDownRule.SOONEST_EXPIRY,
            BurnDownRule.PROMOTIONAL_FIRST,
            BurnDownRule.OLDEST_EFFECTIVE);

    private final List<BurnDownRule> rules;
    private final Comparator<OpenGrant> comparator;

    private BurnDownOrder(List<BurnDownRule> rules) {
        this.rules = rules;
        this.comparator = rules.stream()
                .map(BurnDownRule::comparator)
                .reduce(Comparator::thenComparing)
                .orElse(BY_ID)
                .thenComparing(BY_ID);
    }

    /** Priority, soonest expiry, promotional before paid, oldest effective, id. */
    public static BurnDownOrder standard() {
        return STANDARD;
    }

    /**
     * The rules in this order, then the id.
     *
     * @throws IllegalArgumentException when a rule is named twice
     */
    public static BurnDownOrder of(BurnDownRule... rules) {
        var list = List.of(rules);
        if (Set.copyOf(list).size() < list.size()) {
            throw new IllegalArgumentException("A burn-down order names each rule once: " + list + " names one twice.");
        }
        return new BurnDownOrder(list);
    }

    public List<BurnDownRule> rules() {
        return rules;
    }

    /** The first rule that puts one of the two before the other; none where only their ids do. */
    public Optional<BurnDownRule> parting(OpenGrant one, OpenGrant other) {
        return rules.stream()
                .filter(rule -> rule.comparator().compare(one, other) != 0)
                .findFirst();
    }

    @Override
    public int compare(OpenGrant one, OpenGrant other) {
        return comparator.compare(one, other);
    }

    @Override
    public String toString() {
        return rules + " then id";
    }
}
