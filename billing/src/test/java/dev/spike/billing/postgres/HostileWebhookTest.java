package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Received;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Anybody can send to the address of the webhooks: what is not the provider's is refused, and leaves nothing but a count. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWebhookTest {

    private static final int TEN_MEGABYTES = 10_000_000;

    private final Shop shop = new Shop();
    private final Delivery delivery = shop.provider.deliveries.tell(new ProviderEvent.Irrelevant(Shop.START, "ping"));
    private final byte[] body = FakeDeliveries.body(delivery).getBytes(StandardCharsets.UTF_8);
    private Billing billing = shop.billing();

    @AfterEach
    void nothing_is_stored() {
        assertThat(shop.value("SELECT count(*) FROM spike_inbox")).isEqualTo("0");
        assertThat(billing.workInbox(shop.now(), 10)).isZero();
        billing = shop.billing();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    private void refused(Reason reason, RawWebhook webhook) {
        assertThat(billing.receive(webhook)).isEqualTo(new Received.Rejected(reason));
        assertThat(billing.rejectedWebhooks()).isEqualTo(Map.of(reason, 1L));
    }

    private RawWebhook signed(byte[] bytes) {
        return FakeDeliveries.webhook(bytes, FakeDeliveries.SECRET, shop.now());
    }

    /** Other bytes under the signature of the true ones. */
    private RawWebhook disguised(byte[] bytes) {
        var signature = signed(body).header(FakeDeliveries.SIGNATURE).orElseThrow();
        return new RawWebhook(bytes, Map.of(FakeDeliveries.SIGNATURE, List.of(signature)));
    }

    @Test
    void one_without_a_signature() {
        refused(Reason.UNSIGNED, new RawWebhook(body, Map.of()));
    }

    @Test
    void one_with_two_signatures() {
        var signature = signed(body).header(FakeDeliveries.SIGNATURE).orElseThrow();
        refused(Reason.UNSIGNED, new RawWebhook(body, Map.of(FakeDeliveries.SIGNATURE, List.of(signature, signature))));
    }

    @Test
    void one_signed_with_another_secret() {
        refused(Reason.BAD_SIGNATURE, FakeDeliveries.webhook(body, "whsec_wrong", shop.now()));
    }

    @Test
    void one_that_was_altered() {
        var altered = body.clone();
        altered[0] ^= 1;

        refused(Reason.BAD_SIGNATURE, disguised(altered));
    }

    @Test
    void one_that_was_cut_off() {
        refused(Reason.BAD_SIGNATURE, disguised(Arrays.copyOf(body, body.length - 1)));
    }

    @Test
    void one_in_another_encoding() {
        refused(Reason.BAD_SIGNATURE, disguised(FakeDeliveries.body(delivery).getBytes(StandardCharsets.UTF_16)));
    }

    @Test
    void one_that_was_sent_long_ago() {
        refused(
                Reason.STALE,
                FakeDeliveries.webhook(body, FakeDeliveries.SECRET, shop.now().minus(Duration.ofMinutes(6))));
    }

    @Test
    void one_from_the_future() {
        refused(
                Reason.STALE,
                FakeDeliveries.webhook(body, FakeDeliveries.SECRET, shop.now().plus(Duration.ofMinutes(6))));
    }

    @Test
    void one_of_ten_megabytes_even_if_it_is_signed() {
        refused(Reason.TOO_LARGE, signed(new byte[TEN_MEGABYTES]));
    }

    @Test
    void one_that_is_signed_and_says_nothing() {
        refused(Reason.UNREADABLE, signed(new byte[0]));
    }

    @Test
    void one_that_is_signed_and_cannot_be_kept() {
        refused(Reason.UNREADABLE, signed("ping\n{\"id\": \"evt_\0\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void one_whose_id_is_longer_than_any_provider_s() {
        refused(
                Reason.UNREADABLE,
                signed(("ping\n{\"id\": \"" + "x".repeat(256) + "\"}").getBytes(StandardCharsets.UTF_8)));
    }
}
