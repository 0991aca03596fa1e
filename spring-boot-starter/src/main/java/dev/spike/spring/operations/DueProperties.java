package dev.spike.spring.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The built-in schedule for what is due by itself: webhooks, what was paid and could not be provided yet, renewals, questions
 * to the payment provider.
 *
 * @param enabled Whether this node does it. Any number of nodes may: each takes what no other has. With false, call the bean
 *     DueWork from a schedule of your own.
 * @param every How long a node rests between two rounds, 100 ms to 1 d. A round that left something goes on at once.
 * @param limit How much of each kind a round does at most, 1 to 1000.
 * @param catchUpEvery How often the payment provider is asked for webhooks that never arrived, 1 s to 1 d.
 * @param maintain Whether the tables of receipts are looked after once a day: months prepared, old ones dropped. The database
 *     role must own the tables; with false, call PostgresCredits.maintain() as a role that does.
 */
@ConfigurationProperties("spike.due")
record DueProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("10s") Duration every,
        @DefaultValue("100") int limit,
        @DefaultValue("5m") Duration catchUpEvery,
        @DefaultValue("true") boolean maintain) {

    private static final int LIMIT_MAX = 1_000;

    private static final Duration REST_MIN = Duration.ofMillis(100);

    private static final Duration ASK_MIN = Duration.ofSeconds(1);

    private static final Duration MAX = Duration.ofDays(1);

    DueProperties {
        within("every", every, REST_MIN);
        within("catch-up-every", catchUpEvery, ASK_MIN);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("the limit " + limit + " of a round is not within 1 to " + LIMIT_MAX);
        }
    }

    private static void within(String name, Duration value, Duration min) {
        if (value.compareTo(min) < 0 || value.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be within " + min + " and " + MAX);
        }
    }
}
