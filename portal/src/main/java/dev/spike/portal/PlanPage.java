package dev.spike.portal;

import dev.spike.billing.Interval;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscriber;
import dev.spike.billing.Subscription;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** A plan, and what comes of choosing it, before anything does. */
final class PlanPage {

    private static final String AT_PERIOD_END = "period-end";

    private PlanPage() {}

    static String path(Plan plan) {
        return SubscribePage.PATH + "/" + plan.id();
    }

    static String path(Plan plan, Interval interval) {
        return path(plan) + "?interval=" + interval.word();
    }

    static ServerResponse show(Visit visit) {
        return show(visit, null);
    }

    private static ServerResponse show(Visit visit, @Nullable Alert alert) {
        var offered = offered(visit);
        if (offered.isEmpty()) {
            return visit.notFound();
        }
        var plan = offered.get();
        var subscription = visit.buyer().subscriber().subscription();
        var interval = interval(visit, plan);
        if (plan.isFree()) {
            return visit.seeOther(Standing.canCancel(subscription) ? CancelPage.PATH : SubscribePage.PATH);
        }
        if (alert == null && isHeld(subscription, plan, interval)) {
            return visit.seeOther(SubscribePage.PATH);
        }
        return visit.show(
                alert == null ? HttpStatus.OK : alert.status(),
                "subscribe-plan",
                Map.of("choice", PlanChoice.of(visit, subscription, plan, interval, alert)));
    }

    /** What was archived nobody begins. */
    private static Optional<Plan> offered(Visit visit) {
        return visit.buyer()
                .catalogue()
                .plan(visit.request().pathVariable("plan"))
                .filter(plan -> !plan.archived());
    }

    private static Interval interval(Visit visit, Plan plan) {
        return PlanWords.sold(plan, PlanWords.interval(visit).orElse(Interval.MONTHLY));
    }

    /** Whether the plan holds, paid so. What is given for nothing may be paid for instead. */
    static boolean isHeld(Subscription subscription, Plan plan, Interval interval) {
        return Standing.isPaid(subscription)
                && subscription
                        .subscribedPlan()
                        .filter(held -> held.id().equals(plan.id()) && held.interval() == interval)
                        .isPresent();
    }

    static ServerResponse choose(Visit visit) {
        var offered = offered(visit);
        if (offered.isEmpty()) {
            return visit.notFound();
        }
        var plan = offered.get();
        if (plan.isFree()) {
            return show(visit);
        }
        var subscriber = visit.buyer().subscriber();
        var subscription = subscriber.subscription();
        var interval = interval(visit, plan);
        boolean later = visit.parameter("when").filter(AT_PERIOD_END::equals).isPresent();
        if (later && Standing.isPaid(subscription)) {
            return subscriber
                    .switchAtPeriodEnd(plan.id(), interval)
                    .fold(new SubscribeAnswer(visit, SubscribeNotice.SWITCHES_LATER, PlanPage::show));
        }
        var wish = subscribe(visit, subscriber, plan, interval);
        if (isHeld(subscription, plan, interval)) {
            return wish.fold(new SubscribeAnswer(visit, SubscribeNotice.KEPT, SubscribePage::show));
        }
        var notice = Standing.isPaid(subscription) ? SubscribeNotice.SWITCHED : SubscribeNotice.SUBSCRIBED;
        return wish.fold(new SubscribeAnswer(visit, notice, PlanPage::show));
    }

    /** Who pays already is switched now; for whom the plan holds it goes on: what was to end or to follow does not. */
    private static SubscribeResult subscribe(Visit visit, Subscriber subscriber, Plan plan, Interval interval) {
        var site = visit.site();
        var pages = new Pages(
                site.absolute(visit.request(), WaitPage.PATH),
                site.absolute(visit.request(), SubscribeNotice.NOT_PAID.path()));
        return visit.parameter("code")
                .map(code -> subscriber.subscribe(plan.id(), interval, code, pages))
                .orElseGet(() -> subscriber.subscribe(plan.id(), interval, pages));
    }
}
