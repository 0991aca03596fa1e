package dev.spike.server.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What happens in a case, in the order in which it does: by instant, and at one instant ends, then resets, then refills and
 * starts, then operations as listed, then expectations. Expiries and hold deadlines need no event: the ledger sees to them.
 */
final class Timeline {

    /** Some decades of days; more is no scenario. */
    private static final int OCCURRENCES_MAX = 10_000;

    private static final Set<Operation.Kind> KEEP_GRANTS = Set.of(
            Operation.Kind.USAGE,
            Operation.Kind.HOLD,
            Operation.Kind.COMMIT,
            Operation.Kind.RELEASE,
            Operation.Kind.EXPIRE_HOLD);

    private final Scenario scenario;
    private final Instant last;
    private final List<Event> events = new ArrayList<>();

    private Timeline(Scenario scenario) {
        this.scenario = scenario;
        this.last = Stream.concat(
                        scenario.operations().stream().map(Operation::asked),
                        scenario.expectations().stream()
                                .map(part -> part.instant("at").orElseThrow()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Which of several events at one instant is first. */
    private enum Rank {
        END,
        TURN,
        START,
        OPERATION,
        EXPECTATION
    }

    private record Event(Instant at, Rank rank, Step step) {}

    /** What can happen. */
    sealed interface Step {

        record End(String grant) implements Step {}

        record Start(GrantPlan grant) implements Step {}

        record Refill(String grant) implements Step {}

        record Operate(Operation operation) implements Step {}

        record Expect(Part expectation) implements Step {}
    }

    /** A step and its instant. */
    record Moment(Instant at, Step step) {}

    static List<Moment> of(Scenario scenario) {
        var timeline = new Timeline(scenario);
        scenario.grants().stream().filter(grant -> grant.span().isEver()).forEach(timeline::addGrant);
        for (var operation : scenario.operations()) {
            var rank = operation.kind().isTurn() ? Rank.TURN : Rank.OPERATION;
            timeline.events.add(new Event(operation.asked(), rank, new Step.Operate(operation)));
        }
        for (var expectation : scenario.expectations()) {
            timeline.events.add(
                    new Event(expectation.instant("at").orElseThrow(), Rank.EXPECTATION, new Step.Expect(expectation)));
        }
        timeline.events.sort(Comparator.comparing(Event::at).thenComparing(Event::rank));
        timeline.checkLate();
        return timeline.events.stream()
                .map(event -> new Moment(event.at(), event.step()))
                .toList();
    }

    private void addGrant(GrantPlan grant) {
        var span = grant.span();
        if (span.effective().isAfter(last)) {
            return;
        }
        events.add(new Event(span.effective(), Rank.START, new Step.Start(grant)));
        if (span.voided() != null) {
            events.add(new Event(span.voided(), Rank.END, new Step.End(grant.id())));
        }
        if (grant.turn().recurrence() != null) {
            grant.turn()
                    .recurrence()
                    .between(span.effective(), last, OCCURRENCES_MAX)
                    .forEach(at -> events.add(new Event(at, Rank.START, new Step.Refill(grant.id()))));
        }
    }

    /** What is recorded late falls on the grants of then; only while they are those of its own time, nothing is different. */
    private void checkLate() {
        for (var operation : scenario.operations()) {
            if (operation.isLate()
                    && changes().anyMatch(at -> at.isAfter(operation.at()) && !at.isAfter(operation.asked()))) {
                throw new NotOfferedException("operation usage that is recorded late, after grants have changed");
            }
        }
    }

    private Stream<Instant> changes() {
        var ends = Stream.concat(
                        scenario.grantParts().stream(),
                        scenario.operations().stream().map(Operation::part))
                .flatMap(part -> part.instant("expires").stream());
        var others =
                events.stream().filter(event -> changesGrants(event.step())).map(Event::at);
        return Stream.concat(ends, others);
    }

    private static boolean changesGrants(Step step) {
        return step instanceof Step.Operate operate
                ? !KEEP_GRANTS.contains(operate.operation().kind())
                : !(step instanceof Step.Expect);
    }
}
