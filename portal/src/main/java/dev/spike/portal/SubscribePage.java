package dev.spike.portal;

import dev.spike.billing.Interval;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.Subscription;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** How the subscription stands, and the plans to choose from. */
final class SubscribePage {

    static final String PATH = "/subscribe";
    static final String RESUME = PATH + "/resume";
    static final String CODE = PATH + "/code";

    private SubscribePage() {}

    /**
     * What is shown.
     *
     * @param takesCode whether a discount code would be taken off what is paid next
     */
    record Plans(
            Standing standing,
            List<Choice> intervals,
            List<PlanCard> cards,
            boolean mayBuy,
            boolean takesCode,
            @Nullable String notice,
            @Nullable Alert alert) {}

    /** Months or years. */
    record Choice(String path, String word, boolean chosen) {}

    static ServerResponse show(Visit visit) {
        return show(visit, null);
    }

    static ServerResponse show(Visit visit, @Nullable Alert alert) {
        var subscriber = visit.buyer().subscriber();
        var subscription = subscriber.subscription();
        var next = subscriber.nextPlan();
        var interval = interval(visit, subscription);
        var chooser = new PlanCard.Chooser(visit, subscription, next, interval);
        var plans = new Plans(
                Standing.of(visit, subscription, next),
                Stream.of(Interval.values())
                        .map(each -> new Choice(path(each), each.word(), each == interval))
                        .toList(),
                subscriber.plans().stream().map(chooser::card).toList(),
                visit.mayBuy(),
                visit.mayBuy() && Standing.isPaid(subscription) && Standing.canCancel(subscription),
                SubscribeNotice.of(visit).map(SubscribeNotice::word).orElse(null),
                alert);
        return visit.show(alert == null ? HttpStatus.OK : alert.status(), "subscribe", Map.of("subscribe", plans));
    }

    private static Interval interval(Visit visit, Subscription subscription) {
        return PlanWords.interval(visit)
                .or(() -> subscription.subscribedPlan().map(SubscribedPlan::interval))
                .orElse(Interval.MONTHLY);
    }

    static String path(Interval interval) {
        return PATH + "?interval=" + interval.word();
    }

    /** A cancelled subscription goes on after all. */
    static ServerResponse resume(Visit visit) {
        return visit.buyer()
                .subscriber()
                .resume()
                .fold(new SubscribeAnswer(visit, SubscribeNotice.RESUMED, SubscribePage::show));
    }

    /** A discount code for what is paid next. */
    static ServerResponse applyCode(Visit visit) {
        var code = visit.parameter("code");
        if (code.isEmpty()) {
            return show(visit, Alert.codeMissing(visit));
        }
        return visit.buyer()
                .subscriber()
                .applyCode(code.get())
                .fold(new SubscribeAnswer(visit, SubscribeNotice.CODE_APPLIED, SubscribePage::show));
    }
}
