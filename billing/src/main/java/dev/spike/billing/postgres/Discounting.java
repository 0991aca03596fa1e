package dev.spike.billing.postgres;

import dev.spike.billing.BillingException;
import dev.spike.billing.Catalogue;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.provider.RecurringDiscount;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A discount code makes a subscription that runs cheaper. What is asked of the provider is committed before it is asked, so that
 * after a lost answer the same is asked again.
 */
final class Discounting {

    private final BillingDatabase database;
    private final AskingProvider asking;
    private final Coding coding = new Coding();
    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final SubscriptionDiscountStore discounts = new SubscriptionDiscountStore();

    Discounting(BillingDatabase database, AskingProvider asking) {
        this.database = database;
        this.asking = asking;
    }

    SubscribeResult apply(Owner owner, Catalogue catalogue, String code, Instant now) {
        try {
            var asked = database.inTransaction((connection, untold) -> noted(connection, owner, catalogue, code, now));
            var result = asking.result(owner, asking.subscriptions().discount(asked.key(), asked.discount()), now);
            if (asked.isNew() && result instanceof SubscribeResult.Refused) {
                database.inTransaction((connection, untold) -> {
                    discounts.refused(
                            connection, owner, asked.key(), asked.discount().code());
                    return owner;
                });
            }
            return result;
        } catch (BillingException e) {
            return new SubscribeResult.Refused(Faults.ofTheAsker(e), String.valueOf(e.getMessage()));
        }
    }

    /** @param isNew whether it was not asked for before */
    private record Asked(String key, RecurringDiscount discount, boolean isNew) {}

    private Asked noted(Connection connection, Owner owner, Catalogue catalogue, String code, Instant now)
            throws SQLException {
        subscribers.lock(connection, owner);
        var row = subscriptions.latest(connection, owner).stream()
                .filter(each -> each.told().state().isLive() && !each.isComped())
                .findFirst()
                .orElseThrow(Stopping::notSubscribed);
        var latest = discounts.latest(connection, owner, row.key());
        if (latest.isPresent() && latest.get().code().equalsIgnoreCase(code)) {
            return new Asked(row.key(), latest.get(), false);
        }
        var price = terms.find(connection, owner, row.key(), row.told().switchNumber())
                .map(PlanTerms::price)
                .orElseThrow();
        var discount = coding.usable(connection, owner, code, catalogue, price);
        discounts.add(connection, owner, row.key(), discount, now);
        return new Asked(row.key(), discount, true);
    }
}
