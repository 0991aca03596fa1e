package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.billing.catalogue.CatalogueSource;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Grant;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.Spent;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a catalogue says of credits holds for the engine that is built from it. */
class CatalogueCreditsTest {

    private static final int MANY = 10;

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static CreditAccount account(String... pairs) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        values.put("credit-types[0].id", "credits");
        var catalogue = CatalogueReader.of(List.of(), List.of()).read(CatalogueSource.of(Map.copyOf(values)));
        return CatalogueCredits.on(shop.dataSource(), catalogue)
                .clock(shop::now)
                .build()
                .of(Shop.anybody());
    }

    @Test
    void goes_as_far_below_zero_as_the_credit_type_may() {
        var account = account("credit-types[0].negative.allowed", "true", "credit-types[0].negative.floor", "-500");

        assertThat(account.trySpend(500)).isInstanceOf(Spent.class);
        assertThat(account.canSpend(1)).isFalse();
    }

    @Test
    void counts_days_in_the_catalogue_s_zone() {
        var account = account("zone", "Pacific/Kiritimati");
        account.add(10);

        account.spend(4);

        assertThat(account.spentOn(LocalDate.parse("2026-04-16"))).isEqualTo(4);
    }

    @Test
    void lets_holds_last_as_long_as_the_longest() {
        var account = account("max-hold", "PT1H");
        account.add(10);

        account.hold(HoldRequest.of(4));

        assertThat(account.holds())
                .singleElement()
                .returns(shop.now().plus(Duration.ofHours(1)), hold -> hold.deadline());
    }

    @Test
    void keeps_every_spend_where_they_are_not_grouped() {
        var account = account("group-credit-spend-daily", "false");
        account.add(10);

        account.spend(1);
        account.spend(1);

        assertThat(account.transactions(null, MANY).transactions()).hasSize(3);
    }

    @Test
    void refuses_to_capture_more_than_is_held_where_that_is_refused() {
        var account = account("capture-over-hold", "refuse");
        account.add(10);
        var hold = account.hold(HoldRequest.of(4)).hold();

        assertThat(account.capture(CaptureRequest.of(hold, 5))).isInstanceOf(CloseResult.Refused.class);
    }

    @Test
    void spends_in_the_order_of_the_credit_type() {
        var account = account("credit-types[0].burn-down[0]", "oldest-created");
        account.add(10);
        account.add(AddRequest.of(7).expiringAt(shop.now().plus(Duration.ofDays(1))));

        account.spend(8);

        assertThat(account.grants()).extracting(Grant::free).containsExactlyInAnyOrder(2L, 7L);
    }
}
