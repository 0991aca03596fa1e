package dev.spike.billing.postgres;

import dev.spike.billing.CancellationOffer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.provider.RecurringDiscount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is offered to somebody who is about to cancel. Nothing is locked. */
final class Offering {

    private final BillingDatabase database;
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final SubscriptionDiscountStore discounts = new SubscriptionDiscountStore();
    private final Coding coding = new Coding();

    Offering(BillingDatabase database) {
        this.database = database;
    }

    /** Nothing to those who pay for no plan, or have cancelled. */
    List<CancellationOffer> offers(Owner owner, Catalogue catalogue) {
        return database.read(connection -> {
            var offers = new ArrayList<CancellationOffer>();
            for (var row : subscriptions.latest(connection, owner)) {
                if (row.told().state().isLive() && row.told().endsAt() == null) {
                    offers.addAll(offers(connection, row, catalogue));
                }
            }
            return List.copyOf(offers);
        });
    }

    private List<CancellationOffer> offers(Connection connection, SubscriptionRow row, Catalogue catalogue)
            throws SQLException {
        var owner = row.owner();
        var price = terms.find(connection, owner, row.key(), row.told().switchNumber())
                .map(PlanTerms::price);
        var running = discounts.latest(connection, owner, row.key()).map(RecurringDiscount::code);
        var offers = new ArrayList<CancellationOffer>();
        for (var offer : catalogue.cancellationOffers()) {
            var discount = offer.discount();
            if (price.isPresent()
                    && !running.equals(Optional.of(discount.code()))
                    && coding.isUsable(connection, owner, discount, price.get())) {
                offers.add(offer);
            }
        }
        return offers;
    }
}
