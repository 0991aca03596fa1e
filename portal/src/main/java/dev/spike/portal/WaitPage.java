package dev.spike.portal;

import dev.spike.billing.Subscription;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;

/** Back from the provider's page: waits until the subscription is there, looking again by itself for a while. */
final class WaitPage {

    static final String PATH = SubscribePage.PATH + "/wait";

    /** A minute, at two seconds each. */
    private static final long LOOKS_MAX = 30;

    private WaitPage() {}

    /**
     * What is shown.
     *
     * @param next where is looked again; none once it takes long
     */
    record Waiting(@Nullable String next) {}

    static ServerResponse show(Visit visit) {
        if (isThere(visit.buyer().subscriber().subscription())) {
            return leadOn(visit, SubscribeNotice.SUBSCRIBED.path());
        }
        long look = visit.parameter("look").flatMap(Numbers::positive).orElse(1L);
        var next = look < LOOKS_MAX ? PATH + "?look=" + (look + 1) : null;
        return visit.show("subscribe-wait", Map.of("waiting", new Waiting(next)));
    }

    /** What is given for nothing was there before, also where it was cancelled. */
    private static boolean isThere(Subscription subscription) {
        return subscription instanceof Subscription.Trial || subscription instanceof Subscription.Active;
    }

    /** The script that looks again follows a redirection by itself, and would put one page into the other. */
    private static ServerResponse leadOn(Visit visit, String path) {
        boolean looksAgain = "true".equals(visit.request().headers().firstHeader("HX-Request"));
        return looksAgain
                ? Guard.onto(ServerResponse.ok())
                        .header("HX-Redirect", visit.site().address(visit.request(), path))
                        .build()
                : visit.seeOther(path);
    }
}
