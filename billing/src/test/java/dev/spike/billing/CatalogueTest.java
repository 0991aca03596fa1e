package dev.spike.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Plan.Prices;
import dev.spike.billing.Plan.Provides;
import dev.spike.ledger.Billable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Money TEN = Money.of(10_00, "USD");

    private static Plan plan(String id, @Nullable Money monthly, @Nullable Money yearly, boolean archived) {
        return new Plan(id, id, "", List.of(), new Prices(monthly, yearly), Provides.NOTHING, archived);
    }

    private static Product product(String id, boolean archived) {
        return new Product(id, id, "", List.of(), List.of(TEN), List.of(), archived);
    }

    private static long choices(List<Plan> plans) {
        return plans.stream().mapToLong(plan -> plan.intervals().size()).sum();
    }

    @Test
    void L01_without_plans_there_are_none_and_beside_a_paid_one_stands_an_archived_free_one() {
        var none = Catalogue.empty();
        var paid = none.withPlans(List.of(plan("standard", TEN, Money.of(100_00, "USD"), false)));

        assertThat(none.plans()).isEmpty();
        assertThat(choices(paid.visiblePlans())).isEqualTo(2);
        assertThat(choices(paid.plans())).isEqualTo(4);
        assertThat(paid.plan("free"))
                .hasValueSatisfying(free -> assertThat(free.isFree()).isTrue());
    }

    @Test
    void L02_the_yearly_price_is_twelve_times_the_monthly_one_where_it_is_not_given() {
        assertThat(plan("p", Money.of(1000, "USD"), null, false).price(Interval.YEARLY))
                .contains(Money.of(12000, "USD"));
    }

    @Test
    void L03_a_plan_with_only_a_yearly_price_is_not_sold_by_the_month() {
        var yearly = plan("p", null, TEN, false);

        assertThat(yearly.intervals()).containsExactly(Interval.YEARLY);
        assertThat(yearly.price(Interval.MONTHLY)).isEmpty();
    }

    @Test
    void L04_the_free_plan_is_the_configured_one() {
        var own = plan("starter", null, null, false);
        var catalogue = Catalogue.empty()
                .withPlans(List.of(plan("standard", TEN, null, false), plan("old", null, null, true), own));

        assertThat(catalogue.plans()).hasSize(3);
        assertThat(catalogue.freePlan()).contains(own);
        assertThat(catalogue.plan("free")).contains(own);
    }

    @Test
    void what_is_archived_is_found_but_not_shown() {
        var catalogue = Catalogue.empty()
                .withProducts(List.of(product("old", true), product("new", false)))
                .withPlans(List.of(plan("gone", TEN, null, true)));

        assertThat(catalogue.product("old")).isPresent();
        assertThat(catalogue.plan("gone")).isPresent();
        assertThat(catalogue.visibleProducts()).extracting(Product::id).containsExactly("new");
        assertThat(catalogue.visiblePlans()).isEmpty();
        assertThat(catalogue.product("never")).isEmpty();
    }

    @Test
    void a_product_has_a_price_in_its_currencies_only() {
        assertThat(product("p", false).price(TEN.currency())).contains(TEN);
        assertThat(product("p", false).price(Money.of(0, "EUR").currency())).isEmpty();
    }

    @Test
    void a_resolver_sells_to_a_team_what_others_do_not_see() {
        CatalogueResolver resolver =
                (billable, configured) -> billable.billableType().equals("team")
                        ? configured.withProducts(List.of(product("special", false)))
                        : configured;

        assertThat(resolver.catalogueFor(Billable.of("team", "1"), Catalogue.empty())
                        .product("special"))
                .isPresent();
        assertThat(resolver.catalogueFor(Billable.of("user", "1"), Catalogue.empty())
                        .product("special"))
                .isEmpty();
        assertThat(CatalogueResolver.asConfigured().catalogueFor(Billable.of("team", "1"), Catalogue.empty()))
                .isEqualTo(Catalogue.empty());
    }
}
