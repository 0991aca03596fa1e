package dev.spike.provider.local;

import dev.spike.billing.Money;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.ChargeRequest;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.billing.provider.Delivery;
import dev.spike.billing.provider.Forgotten;
import dev.spike.billing.provider.Invoice;
import dev.spike.billing.provider.Payment;
import dev.spike.billing.provider.PaymentMethod;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderEvent;
import dev.spike.billing.provider.ProviderEvent.Irrelevant;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Refund;
import dev.spike.billing.provider.RefundRequest;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.Verification;
import dev.spike.billing.provider.Verification.Reason;
import dev.spike.billing.provider.Verification.Rejected;
import dev.spike.ledger.Billable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One thing done wrong, and the case of the contract that must see it. */
enum Fault {
    NAME_NO_CONFIGURATION_CAN_SAY("the_provider_has_a_name_that_configuration_can_say", real -> new Delegating(real) {
        @Override
        public String name() {
            return "Local Provider";
        }
    }),
    CUSTOMER_MADE_ANEW("a_billable_is_one_customer_whatever_its_name_is_now", real -> new Delegating(real) {
        @Override
        public Answer<Customer> customer(CustomerRequest request) {
            var stranger = Billable.of("user", UUID.randomUUID().toString());
            return real.customer(new CustomerRequest(stranger, request.name(), request.email()));
        }
    }),
    CHECKOUT_WITHOUT_KEY("the_same_checkout_again_is_the_same_page", real -> new Delegating(real) {
        @Override
        public Answer<Checkout> openCheckout(CheckoutRequest request) {
            return real.openCheckout(with(request, UUID.randomUUID().toString(), request.total()));
        }
    }),
    CHECKOUT_KEY_FOR_ANOTHER("another_checkout_under_the_key_is_refused", real -> new Delegating(real) {
        @Override
        public Answer<Checkout> openCheckout(CheckoutRequest request) {
            return real.checkout(request.key()) instanceof Answer.Done<Checkout> there
                    ? there
                    : real.openCheckout(request);
        }
    }),
    CHECKOUT_ANSWERED_AS_IT_WAS("a_paid_checkout_asked_for_again_is_paid", real -> new Delegating(real) {
        private final List<Answer<Checkout>> first = new ArrayList<>();

        @Override
        public synchronized Answer<Checkout> openCheckout(CheckoutRequest request) {
            first.add(real.openCheckout(request));
            return first.get(0);
        }
    }),
    CHECKOUT_UNKNOWN_INSTEAD_OF_NOT_FOUND(
            "there_is_nothing_under_a_key_that_opened_nothing", real -> new Delegating(real) {
                @Override
                public Answer<Checkout> checkout(String key) {
                    return real.checkout(key) instanceof Answer.Done<Checkout> there
                            ? there
                            : Answer.unknown("no idea");
                }
            }),
    EXPIRING_DOES_NOTHING("a_checkout_that_was_ended_cannot_be_paid", real -> new Delegating(real) {
        @Override
        public Answer<Checkout> expireCheckout(String key) {
            return real.checkout(key);
        }
    }),
    EXPIRING_HIDES_THE_PAYMENT("ending_a_paid_checkout_says_that_it_is_paid", real -> new Delegating(real) {
        @Override
        public Answer<Checkout> expireCheckout(String key) {
            var ended = real.expireCheckout(key);
            return ended instanceof Answer.Done ? Answer.done(new Checkout.Expired(key)) : ended;
        }
    }),
    REFUND_WITHOUT_KEY("the_same_refund_again_is_made_once", real -> new Delegating(real) {
        @Override
        public Answer<Refund> refund(RefundRequest request) {
            return real.refund(new RefundRequest(
                    UUID.randomUUID().toString(), request.paymentId(), request.money(), request.reason()));
        }
    }),
    REFUND_CUT_TO_WHAT_IS_LEFT("more_than_was_paid_is_refused_and_nothing_is_returned", real -> new Delegating(real) {
        @Override
        public Answer<Refund> refund(RefundRequest request) {
            var answer = real.refund(request);
            var all = new RefundRequest(request.key(), request.paymentId(), Money.parse("20.00 USD"), request.reason());
            return isRefused(answer, Refusal.REFUND_TOO_LARGE) ? real.refund(all) : answer;
        }
    }),
    REFUND_ALWAYS_FOUND("there_is_no_refund_under_a_key_that_returned_nothing", real -> new Delegating(real) {
        @Override
        public Answer<Refund> refund(String key) {
            var answer = real.refund(key);
            return isRefused(answer, Refusal.NOT_FOUND)
                    ? Answer.done(new Refund("ref", "pay", Money.parse("1.00 USD")))
                    : answer;
        }
    }),
    DEFAULT_LAST("the_default_comes_first_and_is_the_only_one", real -> new Delegating(real) {
        @Override
        public Answer<List<PaymentMethod>> paymentMethods(String customerId) {
            return reversed(real.paymentMethods(customerId));
        }
    }),
    MAKING_DEFAULT_DOES_NOTHING("the_default_is_charged_and_no_other", real -> new Delegating(real) {
        @Override
        public Answer<PaymentMethod> makeDefault(String customerId, String id) {
            return real.paymentMethods(customerId)
                    .fold(
                            methods -> methods.stream()
                                    .filter(method -> method.id().equals(id))
                                    .findFirst()
                                    .map(Answer::done)
                                    .orElseGet(() -> Answer.refused(Refusal.NOT_FOUND, "none")),
                            refused -> Answer.refused(refused.refusal(), refused.message()),
                            unknown -> Answer.unknown(unknown.cause()));
        }
    }),
    FORGETTING_AGAIN_REFUSED("forgetting_again_is_done", real -> new Delegating(real) {
        private final List<String> forgotten = new ArrayList<>();

        @Override
        public synchronized Answer<Forgotten> forget(String customerId, String id) {
            if (forgotten.contains(id)) {
                return Answer.refused(Refusal.NOT_FOUND, "It is gone.");
            }
            forgotten.add(id);
            return real.forget(customerId, id);
        }
    }),
    FORGETTING_DOES_NOTHING("a_forgotten_card_is_gone", real -> new Delegating(real) {
        @Override
        public Answer<Forgotten> forget(String customerId, String id) {
            return Answer.done(new Forgotten(id));
        }
    }),
    CUSTOMER_FORGOTTEN_IN_WORDS_ONLY("a_billable_that_was_forgotten_is_another_customer", real -> new Delegating(real) {
        @Override
        public Answer<Customer> forgetCustomer(String customerId) {
            return Answer.done(new Customer(customerId));
        }
    }),
    CUSTOMER_FORGOTTEN_WITH_AN_OPEN_PAGE("a_customer_with_an_open_page_is_not_forgotten", real -> new Delegating(real) {
        @Override
        public Answer<Customer> forgetCustomer(String customerId) {
            var answer = real.forgetCustomer(customerId);
            return isRefused(answer, Refusal.INVALID) ? Answer.done(new Customer(customerId)) : answer;
        }
    }),
    INVOICES_OLDEST_FIRST("the_newest_comes_first_and_no_more_than_the_limit", real -> new Delegating(real) {
        @Override
        public Answer<List<Invoice>> invoices(String customerId, int limit) {
            return reversed(real.invoices(customerId, limit));
        }
    }),
    INVOICES_WITHOUT_LIMIT("the_newest_comes_first_and_no_more_than_the_limit", real -> new Delegating(real) {
        @Override
        public Answer<List<Invoice>> invoices(String customerId, int limit) {
            return real.invoices(customerId, 100);
        }
    }),
    CHARGE_WITHOUT_KEY("the_same_charge_again_charges_once", real -> new Delegating(real) {
        @Override
        public Answer<Payment> charge(ChargeRequest request) {
            return real.charge(new ChargeRequest(
                    UUID.randomUUID().toString(), request.customerId(), request.money(), request.description()));
        }
    }),
    CHARGE_THAT_FAILS_IS_UNKNOWN("a_card_that_needs_its_owner_says_so", real -> new Delegating(real) {
        @Override
        public Answer<Payment> charge(ChargeRequest request) {
            var answer = real.charge(request);
            return isRefused(answer, Refusal.NEEDS_AUTHENTICATION) ? Answer.unknown("not yet") : answer;
        }
    }),
    DELIVERIES_NEWEST_FIRST("the_oldest_comes_first", real -> new Delegating(real) {
        @Override
        public Answer<List<Delivery>> deliveriesAfter(String after, int limit) {
            return reversed(real.deliveriesAfter(after, limit));
        }
    }),
    DELIVERIES_SKIP_ONE("pages_follow_each_other_without_gap_or_repeat", real -> new Delegating(real) {
        @Override
        public Answer<List<Delivery>> deliveriesAfter(String after, int limit) {
            return real.deliveriesAfter(after, limit) instanceof Answer.Done<List<Delivery>> page
                            && page.value().size() == limit
                    ? Answer.done(page.value().subList(0, limit - 1).stream()
                            .skip(after.isEmpty() ? 0 : 1)
                            .toList())
                    : real.deliveriesAfter(after, limit);
        }
    }),
    VERIFIES_ANYTHING("one_bit_of_the_body_changed_is_rejected", real -> new Delegating(real) {
        @Override
        public Verification verify(RawWebhook webhook, Instant now) {
            var honest = real.verify(webhook, now);
            var body = new String(webhook.body(), StandardCharsets.UTF_8);
            return honest.equals(new Rejected(Reason.BAD_SIGNATURE))
                    ? new Verification.Verified(new Delivery("msg", "checkout.paid", body))
                    : honest;
        }
    }),
    VERIFIES_OLD_ONES("five_minutes_late_is_in_time_and_a_second_more_is_stale", real -> new Delegating(real) {
        @Override
        public Verification verify(RawWebhook webhook, Instant now) {
            return real.verify(webhook, signedAt(webhook, now));
        }
    }),
    VERIFIES_HUGE_ONES("ten_megabytes_are_too_large_also_when_signed", real -> new Delegating(real) {
        @Override
        public Verification verify(RawWebhook webhook, Instant now) {
            var honest = real.verify(webhook, now);
            return honest.equals(new Rejected(Reason.TOO_LARGE)) ? new Rejected(Reason.UNREADABLE) : honest;
        }
    }),
    KNOWS_ONE_SECRET("the_old_secret_is_good_while_it_is_replaced", real -> new Delegating(real) {
        @Override
        public Verification verify(RawWebhook webhook, Instant now) {
            return Signing.with(List.of(LocalUnderTest.CURRENT)).verify(webhook, now);
        }
    }),
    READS_NOTHING_OF_REFUNDS("a_refund_is_told_as_the_answer_has_it", real -> new Delegating(real) {
        @Override
        public ProviderEvent read(Delivery delivery) {
            var event = real.read(delivery);
            return event instanceof ProviderEvent.Refunded
                    ? new Irrelevant(event.occurredAt(), delivery.type())
                    : event;
        }
    }),
    READS_NOTHING_OF_UNPAID_PERIODS("a_period_that_is_not_paid_begins_past_due", real -> new Delegating(real) {
        @Override
        public ProviderEvent read(Delivery delivery) {
            var event = real.read(delivery);
            return event instanceof ProviderEvent.PeriodUnpaid
                    ? new Irrelevant(event.occurredAt(), delivery.type())
                    : event;
        }
    }),
    READS_EVERY_CHANGE_AS_THE_FIRST(
            "versions_rise_with_every_change_and_the_last_is_how_it_stands", real -> new Delegating(real) {
                @Override
                public ProviderEvent read(Delivery delivery) {
                    var event = real.read(delivery);
                    return event instanceof ProviderEvent.SubscriptionChanged changed
                            ? new ProviderEvent.SubscriptionChanged(event.occurredAt(), first(changed.subscription()))
                            : event;
                }
            }),
    READING_THROWS_AT_NEWS("a_type_nobody_knows_is_irrelevant", real -> new Delegating(real) {
        @Override
        public ProviderEvent read(Delivery delivery) {
            if (real.read(delivery) instanceof Irrelevant news && news.type().startsWith("thing")) {
                throw new IllegalArgumentException("What is " + news.type() + "?");
            }
            return real.read(delivery);
        }
    });

    private final String seenBy;

    @SuppressWarnings("ImmutableEnumChecker") // no fault keeps anything
    private final UnaryOperator<PaymentProvider> made;

    Fault(String seenBy, UnaryOperator<PaymentProvider> made) {
        this.seenBy = seenBy;
        this.made = made;
    }

    String seenBy() {
        return seenBy;
    }

    PaymentProvider in(PaymentProvider real) {
        return made.apply(real);
    }

    private static CheckoutRequest with(CheckoutRequest request, String key, Money total) {
        return new CheckoutRequest(
                key,
                request.customerId(),
                request.lines(),
                request.discount(),
                total,
                request.pages(),
                request.expiresAt());
    }

    private static ProviderSubscription first(ProviderSubscription changed) {
        return new ProviderSubscription(
                changed.key(), 1, changed.state(), changed.terms(), changed.period(), changed.endsAt());
    }

    private static boolean isRefused(Answer<?> answer, Refusal refusal) {
        return answer instanceof Answer.Refused<?> refused && refused.refusal() == refusal;
    }

    private static <T> Answer<List<T>> reversed(Answer<List<T>> answer) {
        if (answer instanceof Answer.Done<List<T>> done) {
            var values = new ArrayList<>(done.value());
            Collections.reverse(values);
            return Answer.done(values);
        }
        return answer;
    }

    private static Instant signedAt(RawWebhook webhook, Instant otherwise) {
        return webhook.header(Signing.TIMESTAMP)
                .filter(value -> value.matches("[0-9]{1,12}"))
                .map(value -> Instant.ofEpochSecond(Long.parseLong(value)))
                .orElse(otherwise);
    }
}
