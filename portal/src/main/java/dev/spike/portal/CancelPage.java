package dev.spike.portal;

import dev.spike.billing.CancellationOffer;
import dev.spike.billing.Discount;
import dev.spike.billing.Plan;
import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;
import dev.spike.billing.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** What ending a subscription means, what is offered to who stays, and the end. */
final class CancelPage {

    static final String PATH = SubscribePage.PATH + "/cancel";
    static final String OFFER = SubscribePage.PATH + "/offer";

    private CancelPage() {}

    /** What is shown. */
    record Ending(
            String plan,
            String when,
            List<String> facts,
            List<Offer> offers,
            @Nullable Alert alert) {}

    /** What is offered to who stays. */
    record Offer(String code, String text) {

        static Offer of(Reader say, Discount discount) {
            return new Offer(
                    discount.code(),
                    say.text(
                            "cancel.offer",
                            "reduction",
                            reduction(say, discount.reduction()),
                            "times",
                            times(discount.times())));
        }

        private static String reduction(Reader say, Reduction reduction) {
            return reduction instanceof Reduction.Fixed fixed
                    ? say.money(fixed.money())
                    : say.text("cancel.percent", "percent", ((Reduction.Percent) reduction).percent());
        }

        /** None for ever. */
        private static int times(Repetition times) {
            return times.equals(Repetition.forever()) ? 0 : times.max();
        }
    }

    static ServerResponse show(Visit visit) {
        return show(visit, null);
    }

    private static ServerResponse show(Visit visit, @Nullable Alert alert) {
        var subscriber = visit.buyer().subscriber();
        var subscription = subscriber.subscription();
        if (!Standing.canCancel(subscription)) {
            return visit.seeOther(SubscribePage.PATH);
        }
        var say = visit.reader();
        var when = say.day(Standing.periodEnd(subscription).orElseThrow());
        var ending = new Ending(
                subscription.subscribedPlan().orElseThrow().name(),
                when,
                facts(visit, subscription, when),
                subscriber.cancellationOffers().stream()
                        .map(CancellationOffer::discount)
                        .map(discount -> Offer.of(say, discount))
                        .toList(),
                alert);
        return visit.show(alert == null ? HttpStatus.OK : alert.status(), "subscribe-cancel", Map.of("ending", ending));
    }

    private static List<String> facts(Visit visit, Subscription subscription, String when) {
        var say = visit.reader();
        var facts = new ArrayList<String>();
        if (subscription instanceof Subscription.PastDue) {
            facts.add(say.text("cancel.past-due", "when", when));
        } else if (subscription instanceof Subscription.Trial) {
            facts.add(say.text("cancel.trial", "when", when));
        } else {
            facts.add(say.text("cancel.lasts", "when", when));
        }
        facts.add(say.text("cancel.credits"));
        visit.buyer()
                .catalogue()
                .freePlan()
                .filter(plan -> !plan.archived())
                .map(Plan::name)
                .ifPresent(plan -> facts.add(say.text("cancel.afterwards", "plan", plan)));
        facts.add(say.text("cancel.resumable"));
        return facts;
    }

    /** It ends with the period. */
    static ServerResponse cancel(Visit visit) {
        return visit.buyer()
                .subscriber()
                .cancelAtPeriodEnd()
                .fold(new SubscribeAnswer(visit, SubscribeNotice.CANCELLED, CancelPage::show));
    }

    /** An offer is taken; nothing ends. */
    static ServerResponse stay(Visit visit) {
        var offer = visit.parameter("code").flatMap(visit.buyer().catalogue()::cancellationOffer);
        if (offer.isEmpty()) {
            return visit.notFound();
        }
        return visit.buyer()
                .subscriber()
                .applyCode(offer.get().discount().code())
                .fold(new SubscribeAnswer(visit, SubscribeNotice.STAYED, CancelPage::show));
    }
}
