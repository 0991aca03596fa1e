package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Buyer;
import dev.spike.ledger.Billable;
import dev.spike.ledger.InvalidRequestException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is typed where a product, a code, a currency or an owner is meant: refused with a sentence, or kept as it is. */
class HostileBuyerTest {

    private static final int SHOWN_MAX = 300;

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    static Stream<String> texts() {
        return Stream.of(
                "",
                " ",
                "\0",
                "pack-5\0",
                "a\nb",
                "\uD800",
                "'; DROP TABLE spike_carts; --",
                "<script>alert(1)</script>",
                "\u202Ekcap",
                "x".repeat(100_000),
                "\uD83D\uDE00".repeat(100));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_hostile_text_is_no_product_no_code_and_no_currency(String text) {
        var buyer = shop.billing().of(Shop.anybody());

        assertRefused(BillingError.PRODUCT_UNKNOWN, () -> buyer.addToCart(text, 1));
        assertRefused(BillingError.PRODUCT_UNKNOWN, () -> buyer.putInCart(text, 1));
        assertRefused(BillingError.CODE_UNKNOWN, () -> buyer.applyCode(text));
        assertRefused(BillingError.CURRENCY_UNKNOWN, () -> buyer.payIn(text));
        assertThat(buyer.removeFromCart(text).isEmpty()).isTrue();
        assertThat(buyer.hasPurchased(text)).isFalse();
    }

    private static void assertRefused(BillingError error, ThrowingCallable call) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(call)
                .returns(error, BillingException::error)
                .satisfies(refusal -> assertThat(String.valueOf(refusal.getMessage()))
                        .hasSizeLessThan(SHOWN_MAX)
                        .doesNotContain("\0", "\n"));
    }

    /** As a host would implement it, unchecked. */
    record Unchecked(String billableType, String billableId) implements Billable {}

    @ParameterizedTest
    @MethodSource("texts")
    void a_hostile_owner_is_refused_or_buys_for_itself(String text) {
        Buyer buyer;
        try {
            buyer = shop.billing().of(new Unchecked("user", text));
        } catch (InvalidRequestException e) {
            return;
        }

        buyer.addToCart("pack-5", 1);
        shop.bought(buyer);

        assertThat(buyer.hasPurchased("pack-5")).isTrue();
        assertThat(shop.balance(Billable.of("user", text), Shop.CREDITS)).isEqualTo(500);
    }
}
