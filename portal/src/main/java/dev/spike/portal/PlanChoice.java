package dev.spike.portal;

import dev.spike.billing.CreditAmount;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.Subscription;
import dev.spike.billing.SwitchPreview;
import dev.spike.billing.SwitchPreview.CreditChange;
import dev.spike.ledger.CreditType;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What comes of choosing a plan.
 *
 * @param interval its word
 * @param ways what may be done, each with what comes of it
 * @param takesCode whether a discount code may be written
 * @param alert what was wrong with an earlier try; none
 */
record PlanChoice(
        String path,
        String title,
        PlanCard.Text text,
        String interval,
        List<Way> ways,
        boolean takesCode,
        @Nullable Alert alert) {

    /**
     * A button, and what it does.
     *
     * @param when the value that chooses it
     * @param label of the button; none where it is so already
     */
    record Way(
            String when,
            String title,
            List<Fact> facts,
            @Nullable String label) {}

    /** A line of what it does. */
    record Fact(String name, String text) {}

    static PlanChoice of(Visit visit, Subscription subscription, Plan plan, Interval interval, @Nullable Alert alert) {
        var price = plan.price(interval).orElseThrow();
        var preview = visit.buyer().subscriber().previewSwitch(plan.id(), interval);
        var ways = new Ways(visit, subscription, plan, interval, price, preview.orElse(null));
        boolean paid = Standing.isPaid(subscription) && !ways.isGiven();
        return new PlanChoice(
                PlanPage.path(plan),
                visit.reader().text(paid ? "subscribe.switch-to" : "subscribe.subscribe-to", "plan", plan.name()),
                new PlanCard.Text(plan.name(), plan.description(), plan.features()),
                interval.word(),
                paid ? List.of(ways.now(), ways.later()) : List.of(ways.begin()),
                !paid,
                alert);
    }

    /** Makes the ways. */
    private record Ways(
            Visit visit,
            Subscription subscription,
            Plan plan,
            Interval interval,
            Money price,
            @Nullable SwitchPreview preview) {

        private PlanWords words() {
            return new PlanWords(visit.reader());
        }

        private Fact filled(String key, Object... values) {
            return new Fact(
                    visit.reader().text("subscribe.fact." + key),
                    visit.reader().text("subscribe.fact." + key + ".text", values));
        }

        private Fact fact(String key, String text) {
            return new Fact(visit.reader().text("subscribe.fact." + key), text);
        }

        private String held() {
            return subscription.subscribedPlan().map(SubscribedPlan::name).orElse("");
        }

        /** A first payment. */
        Way begin() {
            var trial =
                    subscription instanceof Subscription.Free ? plan.provides().trial() : null;
            var facts = new ArrayList<Fact>();
            ending().ifPresent(ends -> facts.add(fact("ends", ends)));
            if (trial == null) {
                facts.add(fact("due", visit.reader().money(price)));
                facts.add(fact("comes", words().first(plan, interval)));
                facts.add(afterwards(inOneInterval()));
                return way("now", "begin", facts, "go-to-pay");
            }
            var first = visit.now().atZone(zone()).plusDays(trial.days()).toInstant();
            facts.add(fact("due", visit.reader().text("subscribe.nothing")));
            facts.add(
                    filled("trial", "days", trial.days(), "when", visit.reader().day(first)));
            facts.add(fact("comes", words().list(words().things(trial.provides()))));
            facts.add(afterwards(first));
            return way("now", "begin", facts, "begin-trial");
        }

        /** Who pays for nothing has the free plan, which ends too. */
        private Optional<String> ending() {
            if (preview != null) {
                return Optional.of(credits(preview, CreditChange::ends));
            }
            return subscription.isSubscribed()
                    ? Optional.empty()
                    : visit.buyer()
                            .catalogue()
                            .freePlan()
                            .filter(free -> !free.provides().monthly().isEmpty())
                            .map(free -> visit.reader().text("subscribe.left-of", "plan", free.name()));
        }

        Way now() {
            var facts = new ArrayList<Fact>();
            if (preview != null) {
                facts.add(fact("ends", credits(preview, CreditChange::ends)));
                facts.add(fact("comes", comes(preview)));
            }
            var due = preview == null ? null : preview.due();
            facts.add(
                    due == null
                            ? fact("due", visit.reader().text("subscribe.no-preview"))
                            : filled("due", "price", visit.reader().money(due)));
            facts.add(afterwards(inOneInterval()));
            return way("now", "now", facts, "switch-now");
        }

        Way later() {
            var end = Standing.periodEnd(subscription).orElseThrow();
            var facts = List.of(
                    filled("until", "plan", held(), "when", visit.reader().day(end)),
                    fact("comes-then", words().first(plan, interval)),
                    fact("due", visit.reader().text("subscribe.nothing")),
                    afterwards(end));
            boolean planned = visit.buyer()
                    .subscriber()
                    .nextPlan()
                    .filter(next ->
                            next.plan().id().equals(plan.id()) && next.plan().interval() == interval)
                    .isPresent();
            return way("period-end", "later", facts, planned ? null : "switch-later");
        }

        private Way way(String when, String title, List<Fact> facts, @Nullable String label) {
            var end = Standing.periodEnd(subscription).map(visit.reader()::day).orElse("");
            return new Way(
                    when,
                    visit.reader().text("subscribe.way." + title, "when", end),
                    facts,
                    label == null ? null : visit.reader().text("subscribe." + label, "when", end));
        }

        /** What is given for nothing, and was cancelled, looks like what is paid for, but for this. */
        private boolean isGiven() {
            return preview != null && preview.due() == null;
        }

        /** What the ledger counts as the preview says; things of the application's own come as they are. */
        private String comes(SwitchPreview change) {
            var others = Stream.concat(
                            plan.provides().monthly().stream(),
                            interval == Interval.YEARLY ? plan.provides().yearly().stream() : Stream.empty())
                    .filter(thing -> !(thing instanceof CreditAmount))
                    .toList();
            return words().list(Stream.concat(amounts(change, CreditChange::comes), words().things(others).stream())
                    .toList());
        }

        private String credits(SwitchPreview change, ToLongFunction<CreditChange> which) {
            return words().list(amounts(change, which).toList());
        }

        private Stream<String> amounts(SwitchPreview switched, ToLongFunction<CreditChange> which) {
            return switched.credits().stream()
                    .filter(change -> which.applyAsLong(change) > 0)
                    .flatMap(
                            change -> type(change.creditType())
                                    .map(type -> visit.reader().amount(type, which.applyAsLong(change)))
                                    .stream());
        }

        private Optional<CreditType> type(String id) {
            return visit.site().credits().creditTypes().stream()
                    .filter(type -> type.id().equals(id))
                    .findFirst();
        }

        private Fact afterwards(Instant next) {
            return filled(
                    "afterwards",
                    "price",
                    words().price(price, interval),
                    "when",
                    visit.reader().day(next));
        }

        private Instant inOneInterval() {
            var length = interval == Interval.MONTHLY ? Period.ofMonths(1) : Period.ofYears(1);
            return visit.now().atZone(zone()).plus(length).toInstant();
        }

        private ZoneId zone() {
            return visit.site().billing().catalogue().settings().zone();
        }
    }
}
