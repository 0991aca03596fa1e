package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Shop.credits;
import static dev.spike.billing.postgres.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingEvent;
import dev.spike.billing.BillingListener;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.Product;
import dev.spike.ledger.CreditType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What does not fit together is found when billing is built, not when somebody buys. */
class BuildingTest {

    private static final Product PACK = product("pack", "1.00 USD", credits(1));

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static PostgresBilling.Builder builder() {
        return PostgresBilling.on(shop.dataSource(), shop.credits);
    }

    @Test
    void prices_without_a_provider_do_not_build() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .catalogue(Catalogue.empty().withProducts(List.of(PACK)))
                        .build())
                .withMessageContaining("has prices and no provider was given");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().catalogue(Shop.catalogue(PACK)).build())
                .withMessageContaining("names 'fake'");
    }

    @Test
    void a_provider_that_the_catalogue_does_not_name_does_not_build() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .catalogue(Catalogue.empty().withProducts(List.of(PACK)))
                        .provider(shop.provider)
                        .build())
                .withMessageContaining("names no provider and 'fake' was given");
    }

    @Test
    void a_catalogue_without_prices_needs_no_provider() {
        var free = Catalogue.empty().withProducts(List.of(product("gift", "0.00 USD", credits(5))));
        var buyer = builder().catalogue(free).build().of(Shop.anybody());
        buyer.addToCart("gift", 1);

        assertThat(buyer.checkout(Shop.PAGES)).isInstanceOf(CheckoutResult.PaidAtOnce.class);
    }

    @Test
    void prices_that_are_resolved_without_a_provider_are_refused() {
        var buyer = builder()
                .catalogueFor((billable, configured) -> Shop.catalogue(PACK))
                .build()
                .of(Shop.anybody());
        buyer.addToCart("pack", 1);

        assertThat(buyer.checkout(Shop.PAGES))
                .isInstanceOfSatisfying(CheckoutResult.Refused.class, refused -> assertThat(refused.why())
                        .isEqualTo(BillingError.PROVIDER_MISSING));
        assertThat(buyer.orders(null, 1).orders()).isEmpty();
    }

    @Test
    void what_nobody_can_provide_does_not_build() {
        var points = CreditAmount.of(1, CreditType.of("points"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .catalogue(Shop.catalogue(product("pack", "1.00 USD", points)))
                        .provider(shop.provider)
                        .build())
                .withMessageContaining("'points'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .catalogue(Shop.catalogue(product("pack", "1.00 USD", new Seats.Seat(1))))
                        .provider(shop.provider)
                        .build())
                .withMessageContaining("'seats'");
    }

    @Test
    void a_kind_has_its_own_word() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().kind(new Seats()).kind(new Seats()));
    }

    @Test
    void a_listener_that_throws_stops_nobody() {
        stopsNobody(event -> {
            throw new IllegalStateException("The listener is broken.");
        });
    }

    @Test
    void a_listener_that_breaks_with_an_error_stops_nobody() {
        stopsNobody(event -> {
            throw new NoClassDefFoundError("shop/Mail");
        });
    }

    private static void stopsNobody(BillingListener broken) {
        var heard = new ArrayList<BillingEvent>();
        var owner = Shop.anybody();
        var billing = builder()
                .catalogue(Catalogue.empty().withProducts(List.of(product("gift", "0.00 USD", credits(5)))))
                .listener(broken)
                .listener(heard::add)
                .build();
        billing.of(owner).addToCart("gift", 1);

        billing.of(owner).checkout(Shop.PAGES);

        assertThat(heard).hasSize(1);
        assertThat(shop.balance(owner, Shop.CREDITS)).isEqualTo(5);
    }
}
