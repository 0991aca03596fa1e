package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static dev.spike.testkit.provider.Shopper.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.Refusal;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.Test;

/** A card that paid is kept until it is forgotten; one of them is the default. */
abstract class PaymentMethodContract extends ProviderSuite {

    PaymentMethodContract(Maker maker) {
        super(maker);
    }

    private void payWithTwoCards() {
        shopper.pay(shopper.open(), Card.GOOD);
        shopper.pay(shopper.open(), Card.EXPIRES_LATER);
    }

    @Test
    void who_never_paid_has_no_means_of_payment() {
        assertThat(shopper.methods()).isEmpty();
    }

    @Test
    void the_card_that_paid_is_kept_and_is_the_default() {
        shopper.pay();

        assertThat(shopper.methods()).singleElement().satisfies(method -> {
            assertThat(method.isDefault()).isTrue();
            assertThat(method.kind()).isNotBlank();
            assertThat(method.label()).isNotBlank().doesNotContainPattern("\\d{5}");
        });
    }

    @Test
    void a_card_that_was_declined_is_not_kept() {
        under.pay(shopper.open(), Card.DECLINED);

        assertThat(shopper.methods()).isEmpty();
    }

    @Test
    void the_default_comes_first_and_is_the_only_one() {
        payWithTwoCards();
        var other = shopper.methods().get(1);

        assertThat(done(provider().makeDefault(shopper.customerId, other.id())).isDefault())
                .isTrue();

        assertThat(shopper.methods()).extracting(PaymentMethod::isDefault).containsExactly(true, false);
        assertThat(shopper.methods().get(0).id()).isEqualTo(other.id());
    }

    @Test
    void making_the_default_the_default_changes_nothing() {
        payWithTwoCards();
        var before = shopper.methods();

        done(provider().makeDefault(shopper.customerId, before.get(0).id()));

        assertThat(shopper.methods()).isEqualTo(before);
    }

    @Test
    void a_forgotten_card_is_gone() {
        payWithTwoCards();
        var forgotten = shopper.methods().get(1).id();

        assertThat(done(provider().forget(shopper.customerId, forgotten)).paymentMethodId())
                .isEqualTo(forgotten);

        assertThat(shopper.methods()).singleElement().returns(true, PaymentMethod::isDefault);
        refused(provider().makeDefault(shopper.customerId, forgotten), Refusal.NOT_FOUND);
    }

    @Test
    void forgetting_again_is_done() {
        shopper.pay();
        var id = shopper.methods().get(0).id();
        var first = done(provider().forget(shopper.customerId, id));

        assertThat(done(provider().forget(shopper.customerId, id))).isEqualTo(first);
    }

    @Test
    void what_never_was_cannot_be_forgotten_or_made_the_default() {
        refused(provider().forget(shopper.customerId, "nothing"), Refusal.NOT_FOUND);
        refused(provider().makeDefault(shopper.customerId, "nothing"), Refusal.NOT_FOUND);
    }

    @Test
    void another_customers_card_is_out_of_reach() {
        shopper.pay();
        var theirs = shopper.methods().get(0).id();
        var somebody = new Shopper(under);

        refused(provider().forget(somebody.customerId, theirs), Refusal.NOT_FOUND);
        refused(provider().makeDefault(somebody.customerId, theirs), Refusal.NOT_FOUND);
        assertThat(somebody.methods()).isEmpty();
        assertThat(shopper.methods()).hasSize(1);
    }

    @Test
    void a_card_that_comes_back_after_it_was_forgotten_is_kept_again() {
        shopper.pay();
        done(provider().forget(shopper.customerId, shopper.methods().get(0).id()));
        shopper.pay();

        assertThat(shopper.methods()).singleElement().returns(true, PaymentMethod::isDefault);
    }
}
