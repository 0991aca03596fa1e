package dev.spike.portal;

import dev.spike.billing.Interval;
import dev.spike.billing.NextPlan;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.Subscription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan to choose.
 *
 * @param mark how it stands to the reader: theirs, or theirs next; none
 * @param choose where it is chosen; none where there is nothing to choose, or who looks may not
 */
record PlanCard(
        Text text,
        List<String> provides,
        String price,
        @Nullable String hint,
        @Nullable String mark,
        @Nullable Choose choose) {

    /** What the seller says of it. */
    record Text(String name, String description, List<String> features) {}

    /**
     * A link.
     *
     * @param leaves whether it leads to the end of what is paid for
     */
    record Choose(String path, String label, boolean leaves) {}

    /** How the one who chooses stands. */
    record Chooser(Visit visit, Subscription subscription, Optional<NextPlan> next, Interval interval) {

        PlanCard card(Plan plan) {
            var sold = PlanWords.sold(plan, interval);
            var say = visit.reader();
            var words = new PlanWords(say);
            return new PlanCard(
                    new Text(plan.name(), plan.description(), plan.features()),
                    words.provides(plan, sold),
                    plan.price(sold).map(price -> words.price(price, sold)).orElseGet(() -> say.text("subscribe.free")),
                    hint(words, plan, sold),
                    mark(plan),
                    visit.mayBuy() ? choose(plan, sold).orElse(null) : null);
        }

        private @Nullable String hint(PlanWords words, Plan plan, Interval sold) {
            var trial = plan.provides().trial();
            return trial != null && subscription instanceof Subscription.Free
                    ? words.say().text("subscribe.trial", "days", trial.days())
                    : words.byTheMonth(plan, sold).orElse(null);
        }

        private @Nullable String mark(Plan plan) {
            if (isHeld(plan)) {
                return visit.reader().text("subscribe.yours");
            }
            boolean comes = next.map(NextPlan::plan).map(SubscribedPlan::id).equals(Optional.of(plan.id()));
            return comes ? visit.reader().text("subscribe.yours-next") : null;
        }

        /** What is past due for long is theirs still, though the free plan holds meanwhile. */
        private boolean isHeld(Plan plan) {
            return Standing.periodEnd(subscription).isPresent()
                    ? subscription
                            .subscribedPlan()
                            .filter(held -> held.id().equals(plan.id()))
                            .isPresent()
                    : visit.buyer().catalogue().freePlan().equals(Optional.of(plan));
        }

        private Optional<Choose> choose(Plan plan, Interval sold) {
            var say = visit.reader();
            if (plan.isFree()) {
                return Standing.canCancel(subscription)
                        ? Optional.of(
                                new Choose(CancelPage.PATH, say.text("subscribe.to-free", "plan", plan.name()), true))
                        : Optional.empty();
            }
            if (plan.archived() || PlanPage.isHeld(subscription, plan, sold)) {
                return Optional.empty();
            }
            if (!Standing.isPaid(subscription)) {
                return Optional.of(link(plan, sold, "subscribe-to"));
            }
            return Optional.of(link(plan, sold, isHeld(plan) ? "pay-" + sold.word() : "switch-to"));
        }

        private Choose link(Plan plan, Interval sold, String label) {
            return new Choose(
                    PlanPage.path(plan, sold), visit.reader().text("subscribe." + label, "plan", plan.name()), false);
        }
    }
}
