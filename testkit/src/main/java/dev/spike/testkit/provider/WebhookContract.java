package dev.spike.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification;
import dev.spike.billing.provider.Verification.Reason;
import dev.spike.billing.provider.Verification.Rejected;
import dev.spike.billing.provider.Verification.Verified;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import dev.spike.testkit.provider.ProviderUnderTest.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A webhook is believed when its bytes are the provider's, unaltered, and of now. */
abstract class WebhookContract extends ProviderSuite {

    /** How far a timestamp may be from now, either way. */
    private static final long TOLERANCE_SECONDS = 300;

    private static final int TEN_MEGABYTES = 10_000_000;

    WebhookContract(Maker maker) {
        super(maker);
    }

    /** Bytes that the provider once had to tell. */
    private byte[] body() {
        return latest().body().getBytes(StandardCharsets.UTF_8);
    }

    private Delivery latest() {
        shopper.pay();
        var told = shopper.told();
        return told.get(told.size() - 1);
    }

    private SignedWebhook signed(byte[] body, Signer... signers) {
        return under.sign(body, under.clock().instant(), List.of(signers));
    }

    private SignedWebhook signed() {
        return signed(body(), Signer.CURRENT);
    }

    private Verification verify(RawWebhook webhook) {
        return provider().verify(webhook, under.clock().instant());
    }

    private void rejects(RawWebhook webhook, Reason reason) {
        assertThat(verify(webhook)).isEqualTo(new Rejected(reason));
    }

    private void rejectsAll(Stream<RawWebhook> webhooks) {
        assertThat(webhooks).isNotEmpty().allSatisfy(webhook -> assertThat(verify(webhook))
                .isInstanceOf(Rejected.class));
    }

    @Test
    void what_the_provider_signed_is_verified_with_its_body_and_type() {
        var delivery = latest();
        var signed = signed(delivery.body().getBytes(StandardCharsets.UTF_8), Signer.CURRENT);

        assertThat(verify(signed.raw())).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.delivery().body()).isEqualTo(delivery.body());
            assertThat(verified.delivery().type()).isEqualTo(delivery.type());
            assertThat(verified.delivery().id()).isNotBlank();
        });
    }

    @Test
    void one_bit_of_the_body_changed_is_rejected() {
        rejectsAll(signed().withOneBitOfTheBodyChanged());
    }

    @Test
    void one_bit_of_the_id_the_timestamp_or_the_signature_changed_is_rejected() {
        rejectsAll(signed().withOneBitOfAHeaderChanged());
    }

    @Test
    void a_missing_header_is_unsigned() {
        assertThat(signed().withoutAHeader()).isNotEmpty().allSatisfy(webhook -> rejects(webhook, Reason.UNSIGNED));
    }

    @Test
    void a_doubled_header_is_unsigned() {
        assertThat(signed().withAHeaderTwice()).isNotEmpty().allSatisfy(webhook -> rejects(webhook, Reason.UNSIGNED));
    }

    @Test
    void five_minutes_late_is_in_time_and_a_second_more_is_stale() {
        var webhook = signed().raw();
        var now = under.clock().instant();

        assertThat(provider().verify(webhook, now.plusSeconds(TOLERANCE_SECONDS)))
                .isInstanceOf(Verified.class);
        assertThat(provider().verify(webhook, now.plusSeconds(TOLERANCE_SECONDS + 1)))
                .isEqualTo(new Rejected(Reason.STALE));
    }

    @Test
    void five_minutes_ahead_is_in_time_and_a_second_more_is_stale() {
        var webhook = signed().raw();
        var now = under.clock().instant();

        assertThat(provider().verify(webhook, now.minusSeconds(TOLERANCE_SECONDS)))
                .isInstanceOf(Verified.class);
        assertThat(provider().verify(webhook, now.minusSeconds(TOLERANCE_SECONDS + 1)))
                .isEqualTo(new Rejected(Reason.STALE));
    }

    @Test
    void a_strangers_signature_is_rejected() {
        rejects(signed(body(), Signer.STRANGER).raw(), Reason.BAD_SIGNATURE);
    }

    @Test
    void the_old_secret_is_good_while_it_is_replaced() {
        assertThat(verify(signed(body(), Signer.PREVIOUS).raw())).isInstanceOf(Verified.class);
    }

    @Test
    void one_good_signature_among_several_is_enough() {
        assertThat(verify(signed(body(), Signer.STRANGER, Signer.CURRENT, Signer.STRANGER)
                        .raw()))
                .isInstanceOf(Verified.class);
        assertThat(verify(signed(body(), Signer.CURRENT, Signer.PREVIOUS).raw()))
                .isInstanceOf(Verified.class);
    }

    @Test
    void several_bad_signatures_are_no_better_than_one() {
        rejects(signed(body(), Signer.STRANGER, Signer.STRANGER).raw(), Reason.BAD_SIGNATURE);
    }

    @Test
    void a_truncated_body_is_rejected() {
        var body = body();
        var signed = signed(body, Signer.CURRENT);

        rejects(signed.withBody(Arrays.copyOf(body, body.length - 1)), Reason.BAD_SIGNATURE);
        rejects(signed.withBody(Arrays.copyOf(body, body.length / 2)), Reason.BAD_SIGNATURE);
        rejects(signed.withBody(new byte[0]), Reason.BAD_SIGNATURE);
    }

    @Test
    void a_body_with_something_after_it_is_rejected() {
        var body = body();

        rejects(signed(body, Signer.CURRENT).withBody(Arrays.copyOf(body, body.length + 1)), Reason.BAD_SIGNATURE);
    }

    @Test
    void ten_megabytes_are_too_large_also_when_signed() {
        rejects(signed(new byte[TEN_MEGABYTES], Signer.CURRENT).raw(), Reason.TOO_LARGE);
    }

    @Test
    void the_same_text_in_another_encoding_is_rejected() {
        var body = body();
        var encoded = new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);

        rejects(signed(body, Signer.CURRENT).withBody(encoded), Reason.BAD_SIGNATURE);
        rejects(signed(encoded, Signer.CURRENT).raw(), Reason.UNREADABLE);
    }

    @Test
    void signed_and_yet_no_message_is_unreadable() {
        assertThat(Stream.of("", " ", "null", "[]", "{", "{}", "hello", "\u0000", "{\"type\":7}"))
                .allSatisfy(body -> rejects(
                        signed(body.getBytes(StandardCharsets.UTF_8), Signer.CURRENT)
                                .raw(),
                        Reason.UNREADABLE));
        rejects(signed(new byte[] {(byte) 0xc3, (byte) 0x28}, Signer.CURRENT).raw(), Reason.UNREADABLE);
    }
}
