package dev.spike.testkit.provider;

import dev.spike.testkit.provider.ProviderUnderTest.Maker;
import org.junit.jupiter.api.Nested;

/** What every payment provider keeps to. Extend it, and give it a maker. */
public abstract class PaymentProviderContract {

    private final Maker maker;

    protected PaymentProviderContract(Maker maker) {
        this.maker = maker;
    }

    @Nested
    class Keys extends KeyContract {
        Keys() {
            super(maker);
        }
    }

    @Nested
    class Checkouts extends CheckoutContract {
        Checkouts() {
            super(maker);
        }
    }

    @Nested
    class Refunds extends RefundContract {
        Refunds() {
            super(maker);
        }
    }

    @Nested
    class Charges extends ChargeContract {
        Charges() {
            super(maker);
        }
    }

    @Nested
    class PaymentMethods extends PaymentMethodContract {
        PaymentMethods() {
            super(maker);
        }
    }

    @Nested
    class Forgetting extends ForgetCustomerContract {
        Forgetting() {
            super(maker);
        }
    }

    @Nested
    class Invoices extends InvoiceContract {
        Invoices() {
            super(maker);
        }
    }

    @Nested
    class Webhooks extends WebhookContract {
        Webhooks() {
            super(maker);
        }
    }

    @Nested
    class Events extends EventContract {
        Events() {
            super(maker);
        }
    }

    @Nested
    class Deliveries extends DeliveryContract {
        Deliveries() {
            super(maker);
        }
    }

    @Nested
    class UnknownAnswers extends UnknownAnswerContract {
        UnknownAnswers() {
            super(maker);
        }
    }

    @Nested
    class Races extends RaceContract {
        Races() {
            super(maker);
        }
    }

    /** Of providers that offer them. */
    @Nested
    class Subscriptions {

        @Nested
        class Beginnings extends SubscriptionBeginContract {
            Beginnings() {
                super(maker);
            }
        }

        @Nested
        class Renewals extends SubscriptionRenewalContract {
            Renewals() {
                super(maker);
            }
        }

        @Nested
        class Discounts extends SubscriptionDiscountContract {
            Discounts() {
                super(maker);
            }
        }

        @Nested
        class UnpaidPeriods extends SubscriptionUnpaidContract {
            UnpaidPeriods() {
                super(maker);
            }
        }

        @Nested
        class Switches extends SubscriptionSwitchContract {
            Switches() {
                super(maker);
            }
        }

        @Nested
        class Ends extends SubscriptionEndContract {
            Ends() {
                super(maker);
            }
        }

        @Nested
        class Tellings extends SubscriptionTellingContract {
            Tellings() {
                super(maker);
            }
        }
    }
}
