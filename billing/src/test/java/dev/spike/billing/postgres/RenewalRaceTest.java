package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Interval;
import dev.spike.billing.provider.ProviderEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Webhooks, due work, touches and cancellations meet at a renewal: whoever comes first, everybody gets one grant. */
class RenewalRaceTest {

    private static final int THREADS = 64;

    private final Club club = new Club(plan("standard", 30), plan("pro", 60));

    @AfterEach
    void close() {
        club.close();
    }

    private void together(Callable<?>... works) throws Exception {
        var barrier = new CyclicBarrier(THREADS);
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                var work = works[i % works.length];
                running.add(threads.submit(() -> {
                    barrier.await(60, TimeUnit.SECONDS);
                    return work.call();
                }));
            }
            for (var each : running) {
                each.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Object told() {
        return club.billing.workInbox(club.shop.now(), 10);
    }

    private Object touched() {
        club.subscriber.welcome();
        return club;
    }

    @RepeatedTest(2)
    void grants_one_period_once() throws Exception {
        var key = club.subscribe("standard", Interval.MONTHLY);
        club.spend(10);
        club.shop.at(club.provider.get(key).period().end());
        var renewed = club.provider.renew(key);
        for (int copy = 0; copy < 8; copy++) {
            deliver(copy % 2 == 0 ? club.provider.changed(renewed) : club.provider.paid(renewed));
        }

        together(this::told, club::runDue, this::touched);

        assertThat(club.credits()).isEqualTo(30);
        assertThat(club.shop.value("SELECT count(*) FROM spike_plan_grants")).isEqualTo("2");
    }

    @RepeatedTest(2)
    void refills_one_month_once_while_it_is_switched() throws Exception {
        club.subscribe("standard", Interval.YEARLY);
        club.spend(10);
        club.shop.at(Instant.parse("2026-05-01T00:00:00Z"));

        together(club::runDue, this::touched, () -> club.subscriber.switchNow("pro", Interval.YEARLY));

        assertThat(club.credits()).isEqualTo(60);
        assertThat(club.provider.everSwitched()).hasSize(1);
    }

    private void deliver(ProviderEvent event) {
        club.billing.receive(FakeDeliveries.webhook(club.shop.provider.deliveries.tell(event), club.shop.now()));
    }
}
