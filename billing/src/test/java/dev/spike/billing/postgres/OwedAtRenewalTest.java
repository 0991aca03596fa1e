package dev.spike.billing.postgres;

import static dev.spike.billing.postgres.Club.APRIL;
import static dev.spike.billing.postgres.Club.plan;
import static dev.spike.billing.postgres.Debtor.charged;
import static dev.spike.billing.postgres.Debtor.notCharged;
import static dev.spike.billing.postgres.Shop.CREDITS;
import static dev.spike.billing.postgres.Shop.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.spike.billing.CreditTypeTerms;
import dev.spike.billing.Money;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.TransactionType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is owed of which credit type when a plan without credits renews, and what of that is charged. */
class OwedAtRenewalTest {

    private Debtor debtor = with(charged(SMS, "0.02 USD"));

    private static Debtor with(CreditTypeTerms sms) {
        return new Debtor(plan("standard"), charged(CREDITS, "0.10 USD"), sms);
    }

    @AfterEach
    void close() {
        debtor.close();
    }

    private void renewAndRun(String key) {
        debtor.renewed(key);
        debtor.runDue();
        debtor.runDue();
    }

    private Money[] charges() {
        return debtor.shop.provider.everCharged().stream()
                .map(ChargeRequest::money)
                .toArray(Money[]::new);
    }

    @Test
    void charges_all_types_at_once_and_gives_what_was_paid_for() { // C01
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 10);
        debtor.spend(SMS, 5);

        renewAndRun(key);

        assertThat(charges()).containsExactly(Money.parse("1.10 USD"));
        assertThat(debtor.credits.of(debtor.owner).transactions(null, 100).transactions())
                .filteredOn(row -> row.entry() == EntryKind.GRANT)
                .extracting(CreditTransaction::type, CreditTransaction::credits, row -> row.times()
                        .expiresAt())
                .containsExactly(tuple(TransactionType.PRODUCT, 10L, null));
        assertThat(debtor.credits
                        .of(debtor.owner, "sms")
                        .transactions(null, 100)
                        .transactions())
                .filteredOn(row -> row.entry() == EntryKind.GRANT)
                .extracting(CreditTransaction::type, CreditTransaction::credits, row -> row.times()
                        .expiresAt())
                .containsExactly(tuple(TransactionType.PRODUCT, 5L, null));
        assertThat(debtor.total(CREDITS)).isZero();
        assertThat(debtor.total(SMS)).isZero();
    }

    @Test
    void cannot_be_configured_without_saying_what_one_costs() { // C02
        var order = CreditTypeTerms.of(SMS).burnDown();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CreditTypeTerms(SMS, NegativePolicy.allowed(), order, null, true))
                .withMessageContaining("'sms'");
    }

    @Test
    void charges_nothing_of_what_there_is() { // C03
        var key = debtor.subscribed();
        debtor.credits.of(debtor.owner).add(10);

        renewAndRun(key);

        assertThat(charges()).isEmpty();
        assertThat(debtor.total(CREDITS)).isEqualTo(10);
    }

    @Test
    void leaves_owed_what_is_not_to_be_charged() { // C04
        debtor.close();
        debtor = with(notCharged(SMS, "0.02 USD"));
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 10);
        debtor.spend(SMS, 5);

        renewAndRun(key);

        assertThat(charges()).containsExactly(Money.parse("1.00 USD"));
        assertThat(debtor.total(CREDITS)).isZero();
        assertThat(debtor.total(SMS)).isEqualTo(-5);
    }

    @Test
    void charges_nothing_on_the_day_before_it_renews() { // C07
        var key = debtor.subscribed();
        debtor.spend(CREDITS, 10);
        debtor.shop.at(APRIL.plus(Duration.ofDays(29)));

        debtor.told(key);
        debtor.runDue();

        assertThat(charges()).isEmpty();
        assertThat(debtor.total(CREDITS)).isEqualTo(-10);
    }
}
