package dev.spike.portal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What was changed a moment ago, as the page says it on which a form ends. */
enum SubscribeNotice {
    SUBSCRIBED,
    SWITCHED,
    SWITCHES_LATER,
    KEPT,
    CANCELLED,
    RESUMED,
    STAYED,
    CODE_APPLIED,
    /** The provider's page was left, and nothing was paid. */
    NOT_PAID;

    private static final String NAME = "notice";

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The page of the subscription, with this on it. */
    String path() {
        return SubscribePage.PATH + "?" + NAME + "=" + word();
    }

    static Optional<SubscribeNotice> of(Visit visit) {
        return visit.parameter(NAME).flatMap(word -> Arrays.stream(values())
                .filter(notice -> notice.word().equals(word))
                .findFirst());
    }
}
