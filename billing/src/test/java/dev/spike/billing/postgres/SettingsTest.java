package dev.spike.billing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody has chosen is kept until it chooses again, or is forgotten. */
class SettingsTest {

    private static final BillableSettings ALL = new BillableSettings(
            "Ann \uD83D\uDE00",
            "1 High Street\nVilnius",
            "lt-LT",
            "Europe/Vilnius",
            Map.of("credits", 100L, "sms", 0L),
            7);

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static String row(String columns, String id) {
        return shop.value("SELECT " + columns + " FROM spike_billing_settings WHERE billable_id = '" + id + "'");
    }

    @Test
    void who_has_chosen_nothing_has_none_and_nothing_is_written_by_looking() {
        var buyer = shop.billing().of(Shop.anybody());

        assertThat(buyer.settings()).isEqualTo(BillableSettings.none());

        assertThat(row("count(*)", buyer.billable().billableId())).isEqualTo("0");
    }

    @Test
    void what_was_chosen_is_shown_to_nobody_else_and_what_is_chosen_later_replaces_it() {
        var buyer = shop.billing().of(Shop.anybody());
        var other = shop.billing().of(Shop.anybody());
        var later = new BillableSettings(null, null, "en", null, Map.of("email", Long.MAX_VALUE), null);

        buyer.changeSettings(ALL);
        assertThat(buyer.settings()).isEqualTo(ALL);
        assertThat(other.settings()).isEqualTo(BillableSettings.none());
        buyer.changeSettings(later);

        assertThat(buyer.settings()).isEqualTo(later);
    }

    @Test
    void a_repeat_changes_nothing() {
        var buyer = shop.billing().of(Shop.anybody());
        buyer.changeSettings(ALL);
        var before = row("xmin || ' ' || changed_at", buyer.billable().billableId());

        shop.later(Duration.ofHours(1));
        buyer.changeSettings(ALL);
        assertThat(row("xmin || ' ' || changed_at", buyer.billable().billableId()))
                .isEqualTo(before);
        buyer.changeSettings(BillableSettings.none());

        assertThat(buyer.settings()).isEqualTo(BillableSettings.none());
        assertThat(row("xmin || ' ' || changed_at", buyer.billable().billableId()))
                .isNotEqualTo(before);
    }

    @Test
    void a_credit_type_that_is_not_configured_is_refused_and_nothing_is_changed() {
        var buyer = shop.billing().of(Shop.anybody());
        buyer.changeSettings(ALL);
        var wrong = new BillableSettings("Bob", null, null, null, Map.of("gold", 1L), null);

        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> buyer.changeSettings(wrong))
                .returns(BillingError.SETTINGS_INVALID, BillingException::error)
                .withMessageContaining("'gold'")
                .withMessageContaining("credits, sms, email");

        assertThat(buyer.settings()).isEqualTo(ALL);
    }

    /** Another node may have newer data of zones. */
    @Test
    void a_zone_that_this_node_does_not_know_hides_nothing_else() {
        var buyer = shop.billing().of(Shop.anybody());
        buyer.changeSettings(ALL);
        shop.run("UPDATE spike_billing_settings SET zone = 'Mars/Olympus' WHERE billable_id = '"
                + buyer.billable().billableId() + "'");

        assertThat(buyer.settings())
                .isEqualTo(new BillableSettings(
                        ALL.invoiceName(),
                        ALL.invoiceAddress(),
                        ALL.language(),
                        null,
                        ALL.lowBalances(),
                        ALL.endNoticeDays()));
    }

    @Test
    void the_export_has_them_and_who_is_forgotten_has_none() {
        var buyer = shop.billing().of(Shop.anybody());
        buyer.changeSettings(new BillableSettings("Ann", "5 Forgotten Lane\nVilnius", null, null, Map.of(), null));
        var document = new StringBuilder();

        shop.billing().export(buyer.billable(), document::append);
        shop.billing().forget(buyer.billable());

        assertThat(document).contains("5 Forgotten Lane\\nVilnius");
        assertThat(buyer.settings()).isEqualTo(BillableSettings.none());
        assertThat(shop.value("SELECT count(*) FROM spike_billing_settings WHERE invoice_address LIKE '5 Forgotten%'"))
                .isEqualTo("0");
    }
}
