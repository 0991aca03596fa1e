package dev.spike.testkit.provider;

import static dev.spike.testkit.provider.Shopper.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ProviderEvent.InvoicePaid;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderEvent.PeriodUnpaid;
import dev.spike.billing.provider.ProviderEvent.SubscriptionChanged;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.Verification.Verified;
import dev.spike.testkit.provider.ProviderUnderTest.Card;
import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every change is told once, in versions that rise, whoever asks and however often. */
abstract class SubscriptionTellingContract extends SubscriptionSuite {

    SubscriptionTellingContract(Maker maker) {
        super(maker);
    }

    private SubscriptionProvider losing() {
        return under.losingReplies().subscriptions().orElseThrow();
    }

    @Test
    void versions_rise_with_every_change_and_the_last_is_how_it_stands() {
        subscriber.begin();
        done(subscriptions().cancelAtPeriodEnd(subscriber.key));
        done(subscriptions().resume(subscriber.key));
        done(subscriptions().switchNow(subscriber.switchTo(subscriber.monthly("60.00 USD"))));
        subscriber.use(Card.DECLINED);
        subscriber.at("2026-05-01T00:00:00Z");
        subscriber.use(Card.GOOD);
        under.retry(subscriber.key);
        done(subscriptions().cancelNow(subscriber.key));

        var told = subscriber.changes();
        assertThat(told).hasSize(7);
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i).subscription().version())
                    .isGreaterThan(told.get(i - 1).subscription().version());
        }
        assertThat(told.get(6).subscription()).isEqualTo(subscriber.now());
    }

    @Test
    void a_paid_period_is_told_as_it_was_billed() {
        var begun = subscriber.begin();

        assertThat(subscriber.paid())
                .singleElement()
                .returns(under.clock().instant(), PeriodPaid::occurredAt)
                .returns(begun.period(), event -> event.period().span())
                .returns(begun.terms(), event -> event.period().terms())
                .returns(
                        shopper.invoices().get(0).id(), event -> event.payment().invoiceId());
        assertThat(subscriber.changes())
                .containsExactly(new SubscriptionChanged(under.clock().instant(), begun));
    }

    @Test
    void asking_tells_nothing() {
        subscriber.begin();
        int told = shopper.told().size();

        subscriber.now();
        done(subscriptions().quoteSwitch(subscriber.switchTo(subscriber.monthly("60.00 USD"))));
        under.bill();

        assertThat(shopper.told()).hasSize(told);
    }

    @Test
    void what_is_told_of_it_is_delivered_like_everything() {
        under.arrived();
        subscriber.fallBehind();

        var arrived = under.arrived().stream()
                .map(webhook -> provider().verify(webhook, under.clock().instant()))
                .map(verification -> provider().read(((Verified) verification).delivery()))
                .toList();

        assertThat(arrived)
                .hasAtLeastOneElementOfType(SubscriptionChanged.class)
                .hasAtLeastOneElementOfType(PeriodPaid.class)
                .hasAtLeastOneElementOfType(PeriodUnpaid.class)
                .hasAtLeastOneElementOfType(InvoicePaid.class);
    }

    @Test
    void sixteen_who_bill_at_once_bill_every_period_once() {
        subscriber.begin();
        under.clock().set(Instant.parse("2026-07-01T00:00:00Z"));

        Together.ask(() -> {
            under.bill();
            return subscriber.now();
        });

        assertThat(subscriber.daysPaid()).containsExactly("2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01");
        assertThat(shopper.invoices()).hasSize(4);
        assertThat(subscriber.changes()).hasSize(4);
    }

    @Test
    void sixteen_who_begin_with_one_key_begin_once() {
        subscriber.use(Card.GOOD);
        var request = subscriber.request();

        allTheSame(Together.ask(() -> subscriptions().subscribe(request)));
        assertThat(subscriber.paid()).hasSize(1);
    }

    @Test
    void sixteen_who_switch_with_one_key_switch_once() {
        subscriber.begin();
        var request = subscriber.switchTo(subscriber.monthly("60.00 USD"));

        allTheSame(Together.ask(() -> subscriptions().switchNow(request)));
        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "30.00");
    }

    private static void allTheSame(List<? extends Answer<?>> answers) {
        assertThat(answers).hasSize(16).hasOnlyElementsOfType(Answer.Done.class);
        assertThat(answers.stream().distinct()).hasSize(1);
    }

    @Test
    void what_was_asked_without_a_reply_was_done_once() {
        subscriber.use(Card.GOOD);
        var request = subscriber.request();
        var switching = subscriber.switchTo(subscriber.monthly("60.00 USD"));

        assertThat(losing().subscribe(request)).isInstanceOf(Answer.Unknown.class);
        done(subscriptions().subscribe(request));
        assertThat(losing().switchNow(switching)).isInstanceOf(Answer.Unknown.class);
        done(subscriptions().switchNow(switching));
        assertThat(losing().cancelNow(subscriber.key)).isInstanceOf(Answer.Unknown.class);
        done(subscriptions().cancelNow(subscriber.key));

        assertThat(subscriber.sumsPaid()).containsExactly("30.00", "30.00");
        assertThat(subscriber.changes()).hasSize(3);
    }
}
