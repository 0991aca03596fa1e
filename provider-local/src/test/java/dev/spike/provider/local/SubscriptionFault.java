package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.CheckoutRequest;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderSubscription;
import dev.spike.billing.provider.RecurringDiscount;
import dev.spike.billing.provider.Refusal;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.billing.provider.SubscriptionRequest;
import dev.spike.billing.provider.SwitchRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** One thing done wrong about subscriptions, and the case of the contract that must see it. */
enum SubscriptionFault {
    PAGE_WITHOUT_KEY(
            "the_same_page_again_is_the_same_and_ended_it_begins_nothing", real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<Checkout> openSubscription(SubscriptionRequest request, CheckoutRequest.Pages pages) {
                    return real.openSubscription(underAnotherKey(request), pages);
                }
            }),
    PAGE_WITHOUT_TRIAL("a_trial_begun_at_a_page_is_paid_with_nothing", real -> new DelegatingSubscriptions(real) {
        @Override
        public Answer<Checkout> openSubscription(SubscriptionRequest request, CheckoutRequest.Pages pages) {
            return real.openSubscription(withoutTrial(request), pages);
        }
    }),
    SUBSCRIBES_WITHOUT_KEY("the_same_again_begins_once", real -> new DelegatingSubscriptions(real) {
        @Override
        public Answer<ProviderSubscription> subscribe(SubscriptionRequest request) {
            return real.subscribe(underAnotherKey(request));
        }
    }),
    SUBSCRIBES_WITHOUT_TRIAL(
            "a_trial_takes_nothing_before_it_ends_and_then_the_first_period",
            real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<ProviderSubscription> subscribe(SubscriptionRequest request) {
                    return real.subscribe(withoutTrial(request));
                }
            }),
    SUBSCRIBES_WITHOUT_DISCOUNT(
            "a_share_is_taken_off_so_many_periods_and_no_more", real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<ProviderSubscription> subscribe(SubscriptionRequest request) {
                    return real.subscribe(new SubscriptionRequest(
                            request.key(), request.customerId(), request.terms(), request.trialEndsAt(), null));
                }
            }),
    TAKES_NOTHING_OFF(
            "a_discount_given_later_is_taken_off_the_periods_that_follow", real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<ProviderSubscription> discount(String subscriptionKey, RecurringDiscount discount) {
                    return real.subscription(subscriptionKey);
                }
            }),
    COUNTS_A_DISCOUNT_ANEW("the_same_code_again_goes_on_counting", real -> new DelegatingSubscriptions(real) {
        @Override
        public Answer<ProviderSubscription> discount(String subscriptionKey, RecurringDiscount discount) {
            return real.discount(
                    subscriptionKey,
                    new RecurringDiscount(UUID.randomUUID().toString(), discount.reduction(), discount.periods()));
        }
    }),
    SUBSCRIBES_AGAIN_AFTER_A_REFUSAL(
            "a_beginning_that_was_declined_stays_declined_under_its_key", real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<ProviderSubscription> subscribe(SubscriptionRequest request) {
                    var answer = real.subscribe(request);
                    return isRefused(answer, Refusal.NO_PAYMENT_METHOD)
                            ? real.subscribe(underAnotherKey(request))
                            : answer;
                }
            }),
    ANSWERED_AS_IT_WAS("cancelled_at_the_period_end_it_goes_on_until_then", real -> new DelegatingSubscriptions(real) {
        private final Map<String, Answer<ProviderSubscription>> first = new HashMap<>();

        @Override
        public synchronized Answer<ProviderSubscription> subscription(String key) {
            return first.computeIfAbsent(key, real::subscription);
        }
    }),
    QUOTES_THE_WHOLE_PRICE(
            "the_quote_is_what_is_charged_and_the_period_that_begins", real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<SwitchQuote> quoteSwitch(SwitchRequest request) {
                    return real.quoteSwitch(request) instanceof Answer.Done<SwitchQuote> quote
                            ? Answer.done(new SwitchQuote(
                                    request.terms().price(), quote.value().period()))
                            : real.quoteSwitch(request);
                }
            }),
    SWITCHES_WITHOUT_KEY(
            "the_same_switch_again_is_made_once_and_another_under_its_key_is_refused",
            real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<ProviderSubscription> switchNow(SwitchRequest request) {
                    return real.switchNow(underAnotherKey(request));
                }
            }),
    SWITCHES_WHEN_THE_PERIOD_ENDS(
            "up_costs_the_new_price_less_what_is_unused", real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<ProviderSubscription> switchNow(SwitchRequest request) {
                    return real.switchAtPeriodEnd(request);
                }
            }),
    SWITCHES_LATER_WHAT_WAS_DECLINED(
            "a_declined_switch_changes_nothing_and_stays_declined_under_its_key",
            real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<ProviderSubscription> switchNow(SwitchRequest request) {
                    var answer = real.switchNow(request);
                    if (isRefused(answer, Refusal.DECLINED)) {
                        real.switchAtPeriodEnd(underAnotherKey(request));
                    }
                    return answer;
                }
            }),
    SWITCHES_AT_ONCE("at_the_period_end_nothing_changes_before_it", real -> new DelegatingSubscriptions(real) {
        @Override
        public Answer<ProviderSubscription> switchAtPeriodEnd(SwitchRequest request) {
            return real.switchNow(request);
        }
    }),
    SWITCHES_AS_WAS_SAID_FIRST(
            "a_later_switch_at_the_period_end_replaces_the_one_before_which_said_again_stays_replaced",
            real -> new DelegatingSubscriptions(real) {
                private final Map<String, SwitchRequest> first = new HashMap<>();

                @Override
                public synchronized Answer<ProviderSubscription> switchAtPeriodEnd(SwitchRequest request) {
                    return real.switchAtPeriodEnd(first.computeIfAbsent(request.subscriptionKey(), key -> request));
                }
            }),
    CANCELS_AT_ONCE("cancelled_at_the_period_end_it_goes_on_until_then", real -> new DelegatingSubscriptions(real) {
        @Override
        public Answer<ProviderSubscription> cancelAtPeriodEnd(String key) {
            return real.cancelNow(key);
        }
    }),
    CANCELS_WHEN_THE_PERIOD_ENDS(
            "cancelled_now_it_is_over_and_no_money_is_returned", real -> new DelegatingSubscriptions(real) {
                @Override
                public Answer<ProviderSubscription> cancelNow(String key) {
                    return real.cancelAtPeriodEnd(key);
                }
            }),
    RESUMING_DOES_NOTHING("resumed_it_goes_on", real -> new DelegatingSubscriptions(real) {
        @Override
        public Answer<ProviderSubscription> resume(String key) {
            return real.subscription(key);
        }
    }),
    RESUMES_WHAT_HAS_ENDED("what_has_ended_neither_goes_on_nor_switches", real -> new DelegatingSubscriptions(real) {
        @Override
        public Answer<ProviderSubscription> resume(String key) {
            var answer = real.resume(key);
            return isRefused(answer, Refusal.INVALID) ? real.subscription(key) : answer;
        }
    });

    private final String seenBy;

    @SuppressWarnings("ImmutableEnumChecker") // no fault keeps anything
    private final UnaryOperator<SubscriptionProvider> made;

    SubscriptionFault(String seenBy, UnaryOperator<SubscriptionProvider> made) {
        this.seenBy = seenBy;
        this.made = made;
    }

    String seenBy() {
        return seenBy;
    }

    PaymentProvider in(PaymentProvider real) {
        var faulty = made.apply(real.subscriptions().orElseThrow());
        return new Delegating(real) {
            @Override
            public Optional<SubscriptionProvider> subscriptions() {
                return Optional.of(faulty);
            }
        };
    }

    private static SubscriptionRequest underAnotherKey(SubscriptionRequest request) {
        return new SubscriptionRequest(
                UUID.randomUUID().toString(),
                request.customerId(),
                request.terms(),
                request.trialEndsAt(),
                request.discount());
    }

    private static SubscriptionRequest withoutTrial(SubscriptionRequest request) {
        return new SubscriptionRequest(request.key(), request.customerId(), request.terms(), null, request.discount());
    }

    private static SwitchRequest underAnotherKey(SwitchRequest request) {
        return new SwitchRequest(UUID.randomUUID().toString(), request.subscriptionKey(), request.terms());
    }

    private static boolean isRefused(Answer<?> answer, Refusal refusal) {
        return answer instanceof Answer.Refused<?> refused && refused.refusal() == refusal;
    }
}
