package dev.spike.portal;

import dev.spike.billing.NextPlan;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the subscription stands, in words.
 *
 * @param state its word, which names it and chooses a colour
 * @param acts what may be done about it at once
 * @param cancels whether it can be cancelled
 */
record Standing(String state, String title, List<String> facts, List<Act> acts, boolean cancels) {

    /** A form of one button. */
    record Act(String path, Map<String, String> fields, String label) {}

    static Standing of(Visit visit, Subscription subscription, Optional<NextPlan> next) {
        var standing = subscription.fold(new Words(visit));
        return next.map(coming -> standing.followedBy(visit, subscription, coming))
                .orElse(standing)
                .shownTo(visit);
    }

    /** Whether somebody pays for it now, so that another plan is a switch. */
    static boolean isPaid(Subscription subscription) {
        return periodEnd(subscription).isPresent() && !(subscription instanceof Subscription.Comped);
    }

    static boolean canCancel(Subscription subscription) {
        return periodEnd(subscription).isPresent() && !(subscription instanceof Subscription.Cancelled);
    }

    /** When the period ends that runs; none where there is nothing that could. */
    static Optional<Instant> periodEnd(Subscription subscription) {
        return subscription.fold(new Subscription.Cases<>() {
            @Override
            public Optional<Instant> free(Subscription.Free none) {
                return Optional.empty();
            }

            @Override
            public Optional<Instant> trial(Subscription.Trial trial) {
                return Optional.of(trial.period().end());
            }

            @Override
            public Optional<Instant> active(Subscription.Active active) {
                return Optional.of(active.period().end());
            }

            @Override
            public Optional<Instant> pastDue(Subscription.PastDue pastDue) {
                return Optional.of(pastDue.period().end());
            }

            @Override
            public Optional<Instant> cancelled(Subscription.Cancelled cancelled) {
                return Optional.of(cancelled.endsAt());
            }

            @Override
            public Optional<Instant> ended(Subscription.Ended ended) {
                return Optional.empty();
            }

            @Override
            public Optional<Instant> comped(Subscription.Comped comped) {
                return Optional.of(comped.period().end());
            }
        });
    }

    private Standing followedBy(Visit visit, Subscription subscription, NextPlan next) {
        var fact = visit.reader()
                .text(
                        "subscribe.next",
                        "plan",
                        next.plan().name(),
                        "interval",
                        next.plan().interval().word(),
                        "when",
                        visit.reader().day(next.from()));
        var all = Stream.concat(facts.stream(), Stream.of(fact)).toList();
        var keep = subscription.subscribedPlan().flatMap(held -> keep(visit, held));
        return new Standing(state, title, all, keep.stream().toList(), cancels);
    }

    /** Whose plan is no longer sold cannot ask for it once more. */
    private static Optional<Act> keep(Visit visit, SubscribedPlan held) {
        return visit.buyer()
                .catalogue()
                .plan(held.id())
                .filter(plan -> !plan.archived() && plan.intervals().contains(held.interval()))
                .map(plan -> new Act(
                        PlanPage.path(plan),
                        Map.of("interval", held.interval().word()),
                        visit.reader().text("subscribe.keep", "plan", held.name())));
    }

    private Standing shownTo(Visit visit) {
        return visit.mayBuy() ? this : new Standing(state, title, facts, List.of(), false);
    }

    /** The sentences of every state. */
    private record Words(Visit visit) implements Subscription.Cases<Standing> {

        private static Standing standing(String state, String title, Subscription subscription, String... facts) {
            return new Standing(state, title, List.of(facts), List.of(), canCancel(subscription));
        }

        private String fact(String key, SubscribedPlan plan, Instant when) {
            return visit.reader()
                    .text(
                            "subscribe." + key,
                            "plan",
                            plan.name(),
                            "interval",
                            plan.interval().word(),
                            "when",
                            visit.reader().day(when));
        }

        private String free() {
            return visit.buyer()
                    .catalogue()
                    .freePlan()
                    .filter(plan -> !plan.archived())
                    .map(Plan::name)
                    .orElseGet(() -> visit.reader().text("subscribe.none"));
        }

        @Override
        public Standing free(Subscription.Free free) {
            return standing("free", free(), free, visit.reader().text("subscribe.not-paid-for"));
        }

        @Override
        public Standing trial(Subscription.Trial trial) {
            var plan = trial.plan();
            return standing(
                    "trial",
                    plan.name(),
                    trial,
                    fact("trial-until", plan, trial.period().end()));
        }

        @Override
        public Standing active(Subscription.Active active) {
            var plan = active.plan();
            return standing(
                    "active",
                    plan.name(),
                    active,
                    fact("renews", plan, active.period().end()));
        }

        @Override
        public Standing pastDue(Subscription.PastDue pastDue) {
            var plan = pastDue.plan();
            var credits = pastDue.isSubscribed() ? "credits-stay" : "credits-gone";
            return standing(
                    "past-due",
                    plan.name(),
                    pastDue,
                    fact("unpaid", plan, pastDue.period().start()),
                    visit.reader().text("subscribe.what-to-do"),
                    fact(credits, plan, pastDue.lapsesAt()));
        }

        @Override
        public Standing cancelled(Subscription.Cancelled cancelled) {
            var plan = cancelled.plan();
            var resume = new Act(SubscribePage.RESUME, Map.of(), visit.reader().text("subscribe.resume"));
            return new Standing(
                    "cancelled", plan.name(), List.of(fact("ends", plan, cancelled.endsAt())), List.of(resume), false);
        }

        @Override
        public Standing ended(Subscription.Ended ended) {
            return standing("ended", free(), ended, fact("ended", ended.plan(), ended.endedAt()));
        }

        @Override
        public Standing comped(Subscription.Comped comped) {
            var plan = comped.plan();
            return standing(
                    "comped",
                    plan.name(),
                    comped,
                    fact("given", plan, comped.period().end()));
        }
    }
}
