package dev.spike.portal;

import dev.spike.billing.SubscribeResult;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What became of a wish, as the page that says it.
 *
 * @param notice what is said where it was done
 * @param origin the page on which it was asked for
 */
record SubscribeAnswer(Visit visit, SubscribeNotice notice, Origin origin)
        implements SubscribeResult.Cases<ServerResponse> {

    /** A page that can be shown once more, with what was wrong. */
    @FunctionalInterface
    interface Origin {

        ServerResponse again(Visit visit, Alert alert);
    }

    /**
     * The page that leads on is the answer itself: it has no address at which somebody could be led elsewhere, and when it is
     * loaded again, the same wish finds the same page.
     */
    @Override
    public ServerResponse page(SubscribeResult.Page result) {
        return Leaving.to(visit, result.page());
    }

    @Override
    public ServerResponse done(SubscribeResult.Done result) {
        return visit.seeOther(notice.path());
    }

    @Override
    public ServerResponse refused(SubscribeResult.Refused result) {
        return origin.again(visit, SubscribeRefusal.of(result.why()).alert(visit));
    }

    @Override
    public ServerResponse tryAgain(SubscribeResult.TryAgain result) {
        return origin.again(visit, Alert.unanswered(visit));
    }
}
