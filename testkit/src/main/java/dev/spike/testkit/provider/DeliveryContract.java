package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.Verification.Verified;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is delivered, and what can be read when it was not. */
abstract class DeliveryContract extends ProviderSuite {

    private static final int FEW = 3;

    DeliveryContract(Maker maker) {
        super(maker);
    }

    private List<Delivery> after(String id, int limit) {
        return done(provider().deliveriesAfter(id, limit));
    }

    private String lastTold() {
        var told = shopper.told();
        return told.isEmpty() ? "" : told.get(told.size() - 1).id();
    }

    @Test
    void what_arrives_is_verified_and_is_what_can_be_read_later() {
        under.arrived();
        var before = lastTold();
        shopper.pay();

        var arrived = under.arrived().stream()
                .map(webhook -> provider().verify(webhook, under.clock().instant()))
                .map(verification -> ((Verified) verification).delivery())
                .toList();

        assertThat(arrived).isNotEmpty().containsExactlyInAnyOrderElementsOf(after(before, 100));
    }

    @Test
    void what_has_arrived_does_not_arrive_again() {
        shopper.pay();
        under.arrived();

        assertThat(under.arrived()).isEmpty();
    }

    @Test
    void what_never_arrived_can_be_read() {
        var before = lastTold();
        shopper.pay();

        assertThat(after(before, 100)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void what_has_arrived_can_still_be_read() {
        var before = lastTold();
        shopper.pay();
        var unsent = after(before, 100);
        under.arrived();

        assertThat(after(before, 100)).isEqualTo(unsent);
    }

    @Test
    void pages_follow_each_other_without_gap_or_repeat() {
        var before = lastTold();
        shopper.pay();
        shopper.pay();
        var paged = new ArrayList<Delivery>();
        for (var page = after(before, FEW); !page.isEmpty(); page = after(lastOf(page), FEW)) {
            assertThat(page).hasSizeLessThanOrEqualTo(FEW);
            paged.addAll(page);
        }

        assertThat(paged).isEqualTo(after(before, 100)).hasSizeGreaterThan(FEW);
        assertThat(paged).extracting(Delivery::id).doesNotHaveDuplicates();
    }

    private static String lastOf(List<Delivery> page) {
        return page.get(page.size() - 1).id();
    }

    @Test
    void the_oldest_comes_first() {
        var before = lastTold();
        var first = shopper.pay();
        under.clock().advance(Duration.ofMinutes(1));
        var second = shopper.pay();

        assertThat(after(before, 100))
                .extracting(delivery -> provider().read(delivery).occurredAt())
                .isSorted()
                .contains(first.paidAt(), second.paidAt());
    }

    @Test
    void after_the_last_there_is_nothing() {
        shopper.pay();

        assertThat(after(lastTold(), 100)).isEmpty();
    }

    @Test
    void a_delivery_that_never_was_has_nothing_after_it() {
        refused(provider().deliveriesAfter("nothing", 100), Refusal.NOT_FOUND);
    }
}
