package dev.spike.provider.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.ForgetResult.AtProvider;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.RefundResult;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.Refusal;
import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.Erasure;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.EveryTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A person who did all that can be done is forgotten, in the tables of the ledger, of billing and of the provider. The tables are
 * searched whole, so that one that is added later is searched too.
 */
class ForgottenPersonTest {

    private static final String MARK = "zaphod";

    private final Store store = new Store();
    private final Billable user = Billable.of("user", "id-of-" + MARK);
    private final Billable other = Billable.of("user", "somebody-else");
    private final EveryTable everyTable = EveryTable.of(store.dataSource());

    /** What is asked about later. */
    private record Life(String customer, OrderId order, String payment, Dispute dispute) {}

    private Life live() {
        var customer = ((Answer.Done<Customer>)
                        store.provider.customer(new CustomerRequest(user, "Name of " + MARK, MARK + "@example.com")))
                .value()
                .id();
        var disputed = store.buy(user);
        var order = store.buy(user);
        assertThat(store.billing.of(user).refund(order.id(), Money.parse("3.00 USD"), "a reason of " + MARK))
                .isInstanceOf(RefundResult.Returned.class);
        var dispute = store.provider.bank().dispute(payment(disputed));
        store.work();
        store.provider.bank().lose(dispute);
        store.work();
        spendAndHold();
        store.subscribe(user);
        store.clock.advance(Duration.ofDays(32));
        store.work();
        assertThat(store.billing.of(user).subscriber().cancelNow()).isInstanceOf(SubscribeResult.Done.class);
        store.work();
        store.billing.credits().of(user).balance(); // which gives the free plan
        store.billing.of(user).addToCart("pack", 2);
        store.billing
                .of(user)
                .changeSettings(new BillableSettings(
                        "Name of " + MARK, "Street of " + MARK, "en", "Europe/Vilnius", Map.of("credits", 10L), 7));
        store.buy(other);
        return new Life(customer, order.id(), payment(order), dispute);
    }

    private static String payment(Order.Paid order) {
        return requireNonNull(order.payment()).id();
    }

    private void spendAndHold() {
        var account = store.billing.credits().of(user);
        account.add(AddRequest.of(100).withKey("add-of-" + MARK).withRemarks(remarks()));
        account.spend(SpendRequest.of(20).withKey("spend-of-" + MARK).withRemarks(remarks()));
        account.reverse(ReverseRequest.of("spend-of-" + MARK).part(5).withKey("undo-of-" + MARK));
        account.spend(SpendRequest.of(20_000));
        var hold =
                store.billing.credits().of(user, "sms").hold(HoldRequest.of(8)).hold();
        store.billing.credits().of(user, "sms").capture(CaptureRequest.of(hold, 3));
    }

    private static Remarks remarks() {
        return Remarks.notes("note of " + MARK)
                .by("actor of " + MARK, "reason of " + MARK)
                .withMetadata(Map.of("name-of-" + MARK, "value of " + MARK));
    }

    @AfterEach
    void every_rule_holds() {
        try {
            assertThat(new LedgerVerifier(store.dataSource()).verify().findings())
                    .isEmpty();
            assertThat(store.billing.inbox(10)).isEmpty();
            assertThat(store.billing.failedTakeBacks(10)).isEmpty();
        } finally {
            store.close();
        }
    }

    /** All that is owed to the books: what was bought, paid, returned, given and spent, whoever it was. */
    private List<String> money() {
        var rows = new ArrayList<String>();
        for (var sql : List.of(
                "SELECT concat_ws(' ', id, number, state, total_minor, refunded_minor, lost_minor, paid_at) FROM spike_orders",
                "SELECT concat_ws(' ', key, state, payment_id, paid_minor, paid_at) FROM spike_checkouts",
                "SELECT concat_ws(' ', payment_id, what, source, money_minor, returned_minor) FROM spike_payments",
                "SELECT concat_ws(' ', refund_id, order_id, money_minor, state) FROM spike_refunds",
                "SELECT concat_ws(' ', dispute_id, order_id, money_minor, state) FROM spike_disputes",
                "SELECT concat_ws(' ', key, state, begun_at, ends_at) FROM spike_subscriptions",
                "SELECT concat_ws(' ', key, period_start, paid_at) FROM spike_subscription_periods",
                "SELECT concat_ws(' ', id, customer_id, minor, paid_at, invoice_number) FROM spike_local_payments",
                "SELECT concat_ws(' ', id, kind, payment_id, minor, state) FROM spike_local_returns",
                "SELECT concat_ws(' ', id, available, held, owed, version) FROM spike_credit_accounts",
                "SELECT concat_ws(' ', id, account_id, type, credits, expires_at, created_at) FROM spike_credit_transactions")) {
            rows.addAll(store.column(sql + " ORDER BY 1"));
        }
        return rows;
    }

    @Test
    void no_table_mentions_the_person_any_more_and_no_money_has_changed() {
        live();
        var before = money();
        assertThat(tablesOf(everyTable.mentioning(MARK)))
                .contains(
                        "spike_billing_settings",
                        "spike_credit_transactions",
                        "spike_orders",
                        "spike_subscriptions",
                        "spike_local_customers");

        var result = store.billing.forget(user);

        assertThat(everyTable.mentioning(MARK)).isEmpty();
        assertThat(money()).isEqualTo(before);
        assertThat(result.atProvider()).isEqualTo(AtProvider.FORGOTTEN);
        assertThat(result.erasure().accounts()).isEqualTo(2);
        assertThat(everyTable.mentioning(other.billableId())).isNotEmpty();
    }

    private static List<String> tablesOf(List<String> mentions) {
        return mentions.stream()
                .map(row -> row.substring(0, row.indexOf(':')))
                .distinct()
                .toList();
    }

    /** Otherwise nothing would show that the books of both are of the same, who is nobody. */
    @Test
    void the_person_is_one_pseudonym_in_billing_and_the_ledger() {
        live();

        store.billing.forget(user);

        assertThat(store.column("SELECT DISTINCT billable_id FROM spike_orders UNION SELECT DISTINCT billable_id FROM"
                        + " spike_credit_accounts UNION SELECT billable_id FROM spike_subscribers"))
                .hasSize(2)
                .contains(other.billableId());
    }

    @Test
    void bodies_of_webhooks_that_name_the_customer_are_dropped_and_no_others() {
        var life = live();
        assertThat(store.column("SELECT event_id FROM spike_inbox WHERE body LIKE '%' || ? || '%'", life.customer()))
                .isNotEmpty();

        store.billing.forget(user);

        assertThat(store.column("SELECT event_id FROM spike_inbox WHERE body LIKE '%' || ? || '%'", life.customer()))
                .isEmpty();
        var others = store.column("SELECT payment_id FROM spike_checkouts WHERE billable_id = 'somebody-else'");
        assertThat(store.column("SELECT event_id FROM spike_inbox WHERE body LIKE '%' || ? || '%'", others.get(0)))
                .isNotEmpty();
    }

    @Test
    void forgetting_again_finds_nothing() {
        live();
        store.billing.forget(user);

        var again = store.billing.forget(user);

        assertThat(again.erasure()).isEqualTo(new Erasure(0, 0));
        assertThat(again.atProvider()).isEqualTo(AtProvider.NOT_KNOWN);
    }

    @Test
    void what_the_provider_tells_later_is_noted_moves_no_credits_and_is_told_to_nobody() {
        var life = live();
        store.billing.forget(user);
        var credits = store.column("SELECT t::text FROM spike_credit_transactions t ORDER BY id");
        int told = store.events().size();

        store.provider.bank().win(life.dispute());
        assertThat(store.provider.refund(
                        new RefundRequest("late", life.payment(), Money.parse("2.00 USD"), "of later")))
                .isInstanceOf(Answer.Done.class);
        store.work();

        assertThat(store.column("SELECT state FROM spike_disputes")).containsExactly("won");
        assertThat(store.column(
                        "SELECT refunded_minor FROM spike_orders WHERE id = ?",
                        life.order().text()))
                .containsExactly("500");
        assertThat(store.column("SELECT t::text FROM spike_credit_transactions t ORDER BY id"))
                .isEqualTo(credits);
        assertThat(store.events()).hasSize(told);
        assertThat(store.column(
                        "SELECT event_id FROM spike_inbox WHERE body LIKE '%' || ? || '%' OR body LIKE '%' || ? || '%'",
                        life.dispute().id(), life.payment()))
                .isEmpty();
        assertThat(everyTable.mentioning(MARK)).isEmpty();
    }

    @Test
    void whoever_comes_back_begins_anew_as_another_customer() {
        var life = live();
        store.billing.forget(user);

        store.buy(user);

        assertThat(store.billing.of(user).orders(null, 10).orders()).hasSize(1);
        assertThat(store.credits.of(user).balance().available()).isEqualTo(5000);
        assertThat(store.column("SELECT customer_id FROM spike_customers WHERE billable_id = ?", user.billableId()))
                .hasSize(1)
                .doesNotContain(life.customer());
    }

    private void assertRefused(BillingError error) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> store.billing.forget(user))
                .matches(refusal -> refusal.error() == error, error.code())
                .withMessageContaining("forget then");
        assertThat(everyTable.mentioning(user.billableId())).isNotEmpty();
    }

    @Test
    void nobody_is_forgotten_whose_subscription_goes_on() {
        store.subscribe(user);
        assertRefused(BillingError.STILL_SUBSCRIBED);
        store.billing.of(user).subscriber().cancelAtPeriodEnd();
        assertRefused(BillingError.STILL_SUBSCRIBED);

        store.clock.advance(Duration.ofDays(32));
        store.work();

        assertThat(store.billing.forget(user).atProvider()).isEqualTo(AtProvider.FORGOTTEN);
    }

    @Test
    void nobody_is_forgotten_who_may_still_pay() {
        store.billing.of(user).addToCart("pack", 1);
        store.page(store.billing.of(user));
        assertRefused(BillingError.CHECKOUT_OPEN);

        store.clock.advance(Duration.ofDays(1));
        store.work();

        assertThat(store.billing.forget(user).atProvider()).isEqualTo(AtProvider.FORGOTTEN);
    }

    @Test
    void nobody_is_forgotten_whom_a_webhook_names_that_is_not_worked() {
        var paid = store.buy(user);
        store.provider.bank().dispute(payment(paid));
        store.deliver();
        assertRefused(BillingError.DELIVERY_UNSETTLED);

        store.work();

        assertThat(store.billing.forget(user).atProvider()).isEqualTo(AtProvider.FORGOTTEN);
    }

    /** Whoever works a webhook has read whose it is; what it then writes must not be of somebody who is forgotten meanwhile. */
    @Test
    @Timeout(60)
    void webhooks_that_are_worked_meanwhile_leave_nothing_of_the_person_behind() throws Exception {
        var paid = store.buy(user);
        int refunds = 8;
        for (int i = 0; i < refunds; i++) {
            store.provider.refund(new RefundRequest("r" + i, payment(paid), Money.parse("1.00 USD"), "bit by bit"));
        }
        store.deliver();

        var threads = Executors.newFixedThreadPool(6);
        try {
            var racers = Collections.nCopies(4, (Callable<Integer>) this::workAll);
            var all = new ArrayList<>(racers);
            all.add(this::forgetOnceItMay);
            all.add(this::forgetOnceItMay);
            for (var racer : threads.invokeAll(all)) {
                racer.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(everyTable.mentioning(MARK)).isEmpty();
        assertThat(store.column("SELECT refunded_minor FROM spike_orders")).containsExactly("800");
        assertThat(store.column(
                        "SELECT DISTINCT billable_id FROM spike_refunds UNION SELECT billable_id FROM spike_orders"))
                .hasSize(1);
    }

    private int workAll() {
        int all = 0;
        int some = 1;
        while (some > 0) {
            some = store.billing.workInbox(store.clock.instant(), 2);
            all += some;
        }
        return all;
    }

    private int forgetOnceItMay() {
        while (true) {
            try {
                store.billing.forget(user);
                return 0;
            } catch (BillingException e) {
                assertThat(e.error()).isEqualTo(BillingError.DELIVERY_UNSETTLED);
            }
        }
    }

    @Test
    void what_is_given_for_nothing_ends() {
        store.billing.of(user).subscriber().subscribeWithoutPayment("standard", Interval.MONTHLY);

        store.billing.forget(user);
        store.clock.advance(Duration.ofDays(70));
        store.work();

        assertThat(store.column("SELECT state FROM spike_subscriptions")).containsExactly("ended");
        assertThat(store.column("SELECT credits FROM spike_credit_transactions WHERE entry = 'grant'"))
                .containsExactlyInAnyOrder("30", "700"); // of the free plan at the first touch, and of the one month
    }

    @Test
    void the_credits_of_billing_do_not_forget_by_halves() {
        assertThatIllegalStateException()
                .isThrownBy(() -> store.billing.credits().forget(user))
                .withMessageContaining("billing.forget");
    }

    /** A provider that answers nothing at first, or has no such verb. */
    private static PaymentProvider line(PaymentProvider real, Answer<Customer> first) {
        return new Delegating(real) {
            private boolean asked;

            @Override
            public Answer<Customer> forgetCustomer(String customerId) {
                boolean again = asked;
                asked = true;
                return again ? real.forgetCustomer(customerId) : first;
            }
        };
    }

    @Test
    void a_provider_that_did_not_answer_is_asked_again() {
        try (var lossy = new Store(real -> line(real, Answer.unknown("no line")))) {
            lossy.buy(user);
            assertThat(lossy.billing.forget(user).atProvider()).isEqualTo(AtProvider.ASKED_AGAIN);
            assertThat(EveryTable.of(lossy.dataSource()).mentioning(MARK)).isNotEmpty();

            lossy.clock.advance(Duration.ofMinutes(2));
            lossy.billing.reconcile(lossy.clock.instant(), 10);

            assertThat(EveryTable.of(lossy.dataSource()).mentioning(MARK)).isEmpty();
            lossy.clock.advance(Duration.ofMinutes(2));
            assertThat(lossy.billing.reconcile(lossy.clock.instant(), 10)).isZero();
        }
    }

    @Test
    void whom_the_provider_does_not_forget_can_buy_again() {
        var refusal = Answer.<Customer>refused(Refusal.NOT_OFFERED, "Do it there.");
        try (var lasting = new Store(real -> line(real, refusal))) {
            lasting.buy(user);
            var result = lasting.billing.forget(user);
            assertThat(result.atProvider()).isEqualTo(AtProvider.REFUSED);
            assertThat(result.refusal()).isEqualTo("Do it there.");

            lasting.buy(user);

            assertThat(lasting.billing.of(user).orders(null, 10).orders()).hasSize(1);
        }
    }

    /** Every row of every table that knows a billable, or leads to one. */
    @Test
    void the_export_has_every_row_of_the_person_and_no_page_to_pay_at() {
        live();
        var document = new StringBuilder();
        store.billing.export(user, document::append);
        var text = document.toString();

        for (var table :
                store.column("SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema()"
                        + " AND column_name = 'billable_id' AND table_name NOT LIKE 'spike\\_local\\_%' ORDER BY 1")) {
            var part = table.startsWith("spike_credit_") ? "ledger" : "billing";
            assertThat(store.column("SELECT jsonb_array_length(?::jsonb -> ? -> ?)", text, part, table))
                    .as(table)
                    .isEqualTo(store.column(
                            "SELECT count(*) FROM " + table + " WHERE billable_id = ?", user.billableId()));
        }
        assertThat(store.column("SELECT jsonb_array_length(?::jsonb -> 'billing' -> 'spike_inbox')", text)
                        .get(0))
                .as("deliveries that name the customer")
                .matches("[1-9]\\d");
        assertThat(text).contains("a reason of " + MARK).doesNotContain(other.billableId());
        assertThat(store.column("SELECT page FROM spike_checkouts WHERE page IS NOT NULL"))
                .isNotEmpty()
                .noneMatch(text::contains);
        assertThat(store.column("SELECT ?::jsonb -> 'billing' -> 'left_out' ->> 'spike_checkouts'", text))
                .containsExactly("[\"page\"]");
    }

    @Test
    void the_provider_exports_its_books_without_the_secrets_of_pages() {
        var life = live();
        var document = new StringBuilder();
        store.provider.export(user, document::append);
        var text = document.toString();

        assertThat(store.column("SELECT jsonb_array_length(?::jsonb -> 'spike_local_payments')", text))
                .isEqualTo(store.column(
                        "SELECT count(*) FROM spike_local_payments WHERE customer_id = ?", life.customer()));
        assertThat(text).contains(MARK + "@example.com");
        assertThat(store.column("SELECT page FROM spike_local_checkouts UNION SELECT form FROM spike_local_checkouts"))
                .isNotEmpty()
                .noneMatch(text::contains);
    }
}
