package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.ProviderEvent.PeriodPaid;
import dev.spike.billing.provider.ProviderEvent.PeriodUnpaid;
import dev.spike.billing.provider.ProviderEvent.SubscriptionChanged;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SubscriptionTerms;
import dev.spike.billing.provider.SwitchRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes bill one book; an end between any two statements leaves all of a period or nothing. */
class SubscriptionNodesTest {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    private static final URI PAGES = URI.create("http://127.0.0.1:1/");
    private static final Instant YEAR_LATER = Instant.parse("2027-04-01T00:00:00Z");
    private static final long PATIENCE_SECONDS = 60;

    private final LocalUnderTest under = LocalUnderTest.at(TABLES.dataSource());

    private static SubscriptionTerms terms(String price) {
        return new SubscriptionTerms("basic/0", "Basic", Money.parse(price), Interval.MONTHLY);
    }

    private static SubscriptionRequest request(String customer) {
        return new SubscriptionRequest(UUID.randomUUID().toString(), customer, terms("10.00 USD"), null, null);
    }

    private String begin() {
        return begin(Buyer.customer(under.provider()));
    }

    private String begin(String customer) {
        under.local().bank().saveCard(customer, TestCard.GOOD);
        var request = request(customer);
        assertThat(under.local().subscriptions().orElseThrow().subscribe(request))
                .isInstanceOf(Answer.Done.class);
        return request.key();
    }

    private ProviderSubscription now(String key) {
        return Buyer.done(under.local().subscriptions().orElseThrow().subscription(key));
    }

    private <E> List<E> told(Class<E> kind) {
        var told = new ArrayList<E>();
        List<Delivery> page = Buyer.done(under.provider().deliveriesAfter("", 100));
        while (!page.isEmpty()) {
            page.stream()
                    .map(under.provider()::read)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .forEach(told::add);
            page = Buyer.done(
                    under.provider().deliveriesAfter(page.get(page.size() - 1).id(), 100));
        }
        return told;
    }

    private List<Instant> paid(String key) {
        return told(PeriodPaid.class).stream()
                .filter(event -> event.subscriptionKey().equals(key))
                .map(event -> event.period().span().start())
                .toList();
    }

    @Test
    void two_nodes_that_bill_a_year_at_once_bill_every_month_once() throws Exception {
        var keys = List.of(begin(), begin(), begin());
        var nodes = List.of(
                under.local(),
                LocalUnderTest.make(TABLES.pool(), PAGES, under.clock()),
                LocalUnderTest.make(TABLES.pool(), PAGES, under.clock()));
        var barrier = new CyclicBarrier(nodes.size());
        var threads = Executors.newFixedThreadPool(nodes.size());
        try {
            var billed = threads.invokeAll(
                    nodes.stream().map(node -> bills(node, barrier)).toList(), PATIENCE_SECONDS, TimeUnit.SECONDS);
            int steps = 0;
            for (var count : billed) {
                steps += count.get();
            }
            assertThat(steps).isEqualTo(12 * keys.size());
        } finally {
            threads.shutdownNow();
        }

        assertThat(keys).allSatisfy(key -> {
            assertThat(paid(key)).hasSize(13).doesNotHaveDuplicates().isSorted();
            assertThat(now(key).version()).isEqualTo(13);
        });
        end(keys);
    }

    private static Callable<Integer> bills(LocalProvider node, CyclicBarrier barrier) {
        return () -> {
            barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            int all = 0;
            int some;
            do {
                some = node.billDue(YEAR_LATER, 2);
                all += some;
            } while (some > 0);
            return all;
        };
    }

    private void end(List<String> keys) {
        keys.forEach(key -> under.local().subscriptions().orElseThrow().cancelNow(key));
    }

    @Test
    void a_period_that_was_cut_anywhere_is_not_billed_and_can_be() {
        int cut = 0;
        boolean wasCut;
        do {
            under.clock().set(LocalUnderTest.START);
            var key = begin();
            under.clock().advance(Duration.ofDays(30));
            var node = LocalUnderTest.make(CutLine.beforeStatement(TABLES.dataSource(), ++cut), PAGES, under.clock());
            wasCut = catchThrowable(() -> node.billDue(under.clock().instant(), 1)) != null;

            assertThat(told(SubscriptionChanged.class))
                    .filteredOn(event -> event.subscription().key().equals(key))
                    .hasSize(wasCut ? 1 : 2);
            assertThat(paid(key)).hasSize(wasCut ? 1 : 2);
            assertThat(now(key).version()).isEqualTo(2);
            assertThat(paid(key)).hasSize(2);
            end(List.of(key));
        } while (wasCut);

        assertThat(cut).isGreaterThan(8);
    }

    @Test
    void a_trial_longer_than_two_years_is_refused() {
        var request = request(Buyer.customer(under.provider()));
        var tooLong = new SubscriptionRequest(
                request.key(), request.customerId(), request.terms(), Instant.MAX.minusSeconds(1), null);

        assertThat(under.local().subscriptions().orElseThrow().subscribe(tooLong))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(Refusal.INVALID));
    }

    @Test
    void an_unpaid_period_is_tried_after_one_three_five_and_seven_days_and_then_over() {
        var customer = Buyer.customer(under.provider());
        var key = begin(customer);
        under.local().bank().saveCard(customer, TestCard.DECLINED);

        under.local().billDue(Instant.parse("2026-08-01T00:00:00Z"), 100);

        assertThat(told(PeriodUnpaid.class).stream()
                        .filter(event -> event.subscriptionKey().equals(key))
                        .map(event -> event.occurredAt().toString().substring(0, 10)))
                .containsExactly("2026-05-01", "2026-05-02", "2026-05-04", "2026-05-06", "2026-05-08");
        assertThat(now(key).endsAt()).isEqualTo("2026-05-08T00:00:00Z");
    }

    @Test
    void what_is_credited_on_the_way_down_is_there_on_the_way_up() {
        var key = begin();
        var subscriptions = under.local().subscriptions().orElseThrow();
        subscriptions.switchNow(new SwitchRequest(UUID.randomUUID().toString(), key, terms("1.00 USD")));

        var quote = Buyer.done(
                subscriptions.quoteSwitch(new SwitchRequest(UUID.randomUUID().toString(), key, terms("10.00 USD"))));

        assertThat(quote.due()).isEqualTo(Money.parse("0 USD"));
        end(List.of(key));
    }
}
