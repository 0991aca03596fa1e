package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification.Verified;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks come at least once, or as the mischief says. */
class LocalDelivererTest {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    private static final int ROUND = 100;

    private final LocalUnderTest under = LocalUnderTest.at(TABLES.dataSource());
    private final LocalProvider provider = under.local();

    @BeforeEach
    void what_other_tests_left_has_arrived() {
        under.clock().advance(Duration.ofDays(30));
        under.arrived();
        under.clock().set(LocalUnderTest.START);
        under.arrived();
    }

    private Instant now() {
        return under.clock().instant();
    }

    private void oneToTell() {
        Buyer.customer(provider);
    }

    private List<String> all() {
        var ids = new ArrayList<String>();
        List<Delivery> page;
        do {
            page = Buyer.done(provider.deliveriesAfter(ids.isEmpty() ? "" : ids.get(ids.size() - 1), ROUND));
            page.forEach(delivery -> ids.add(delivery.id()));
        } while (!page.isEmpty());
        return ids;
    }

    private List<String> toTell(int number) {
        for (int i = 0; i < number; i++) {
            oneToTell();
        }
        var all = all();
        return all.subList(all.size() - number, all.size());
    }

    private List<String> arrivedBy(Mischief mischief) {
        var arrived = new ArrayList<String>();
        var deliverer = provider.deliverer(mischief);
        while (deliverer.deliverDue(webhook -> arrived.add(webhook.id()), now(), ROUND) == ROUND) {
            // until nothing is due
        }
        return arrived;
    }

    @Test
    void what_is_not_accepted_comes_again_by_the_schedule_and_then_no_more() {
        oneToTell();
        var attempts = new ArrayList<Long>();
        var begin = now();
        for (int minute = 0; minute < Duration.ofDays(5).toMinutes(); minute++) {
            provider.deliverer()
                    .deliverDue(
                            webhook -> {
                                attempts.add(Duration.between(begin, now()).toMinutes());
                                return false;
                            },
                            now(),
                            ROUND);
            under.clock().advance(minute < 1 ? Duration.ofMinutes(1) : Duration.ofMinutes(10));
        }

        assertThat(attempts).hasSize(10);
        assertThat(attempts.get(9)).isBetween(75L * 60, 80L * 60);
    }

    @Test
    void a_sink_that_throws_did_not_accept() {
        oneToTell();
        provider.deliverer()
                .deliverDue(
                        webhook -> {
                            throw new IllegalStateException("The sink fell.");
                        },
                        now(),
                        ROUND);
        assertThat(under.arrived()).isEmpty();

        under.clock().advance(Duration.ofSeconds(5));
        assertThat(under.arrived()).hasSize(1);
    }

    @Test
    void each_attempt_is_signed_anew_under_the_same_id() {
        oneToTell();
        var seen = new ArrayList<RawWebhook>();
        WebhookSink refusing = webhook -> !seen.add(webhook.raw());
        provider.deliverer().deliverDue(refusing, now(), ROUND);
        under.clock().advance(Duration.ofHours(1));
        provider.deliverer().deliverDue(refusing, now(), ROUND);

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).header(Signing.ID)).isEqualTo(seen.get(1).header(Signing.ID));
        assertThat(provider.verify(seen.get(1), now())).isInstanceOf(Verified.class);
        assertThat(provider.verify(seen.get(0), now())).isNotInstanceOf(Verified.class);
    }

    @Test
    void what_was_taken_up_by_a_process_that_died_comes_again() {
        var told = toTell(1);
        try {
            provider.deliverer()
                    .deliverDue(
                            webhook -> {
                                throw new AssertionError("The process ends here.");
                            },
                            now(),
                            ROUND);
        } catch (AssertionError expected) {
            assertThat(expected).hasMessage("The process ends here.");
        }
        under.clock().advance(Duration.ofSeconds(5));

        assertThat(arrivedBy(Mischief.none())).isEqualTo(told);
    }

    @Test
    void a_limit_is_kept_and_the_oldest_come_first() {
        var told = toTell(5);
        var arrived = new ArrayList<String>();

        assertThat(provider.deliverer().deliverDue(webhook -> arrived.add(webhook.id()), now(), 3))
                .isEqualTo(3);
        assertThat(arrived).isEqualTo(told.subList(0, 3));
    }

    @Test
    void what_is_lost_never_arrives_and_can_be_read() {
        var told = toTell(200);

        var arrived = arrivedBy(Mischief.seeded(1).lost(20));
        under.clock().advance(Duration.ofDays(30));

        assertThat(arrived).hasSizeBetween(120, 195).isSubsetOf(told);
        assertThat(under.arrived()).isEmpty();
        assertThat(all()).containsAll(told);
    }

    @Test
    void what_is_doubled_arrives_twice() {
        var told = toTell(200);

        var arrived = arrivedBy(Mischief.seeded(2).doubled(20));

        assertThat(arrived).hasSizeBetween(205, 280);
        assertThat(new HashSet<>(arrived)).containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    void what_is_reordered_arrives_in_another_order() {
        var told = toTell(100);

        assertThat(arrivedBy(Mischief.seeded(3).reordered(20)))
                .containsExactlyInAnyOrderElementsOf(told)
                .isNotEqualTo(told);
    }

    @Test
    void what_is_delayed_arrives_when_the_delay_is_over() {
        var told = toTell(100);
        var mischief = Mischief.seeded(4).delayed(20, Duration.ofHours(2));

        var first = arrivedBy(mischief);
        under.clock().advance(Duration.ofHours(2).minusSeconds(1));
        assertThat(arrivedBy(mischief)).isEmpty();
        under.clock().advance(Duration.ofSeconds(1));
        first.addAll(arrivedBy(mischief));

        assertThat(first).containsExactlyInAnyOrderElementsOf(told).isNotEqualTo(told);
    }

    @Test
    void an_address_gets_the_signed_bytes_and_a_refusal_of_it_is_none_of_ours() throws IOException {
        var seen = new ArrayList<RawWebhook>();
        var statuses = new ArrayList<>(List.of(500, 302, 204));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(new RawWebhook(exchange.getRequestBody().readAllBytes(), exchange.getRequestHeaders()));
            exchange.sendResponseHeaders(statuses.remove(0), -1);
            exchange.close();
        });
        server.start();
        try {
            oneToTell();
            var sink = HttpSink.to(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks"));
            for (int attempt = 0; attempt < 4; attempt++) {
                provider.deliverer().deliverDue(sink, now(), ROUND);
                under.clock().advance(Duration.ofHours(1));
            }
        } finally {
            server.stop(0);
        }

        assertThat(statuses).isEmpty();
        assertThat(seen).hasSize(3);
        assertThat(provider.verify(seen.get(2), now().minus(Duration.ofHours(2))))
                .isInstanceOf(Verified.class);
    }

    @Test
    void an_address_where_nobody_is_did_not_accept() {
        oneToTell();
        provider.deliverer().deliverDue(HttpSink.to(URI.create("http://127.0.0.1:1/")), now(), ROUND);
        under.clock().advance(Duration.ofSeconds(5));

        assertThat(under.arrived()).hasSize(1);
    }
}
