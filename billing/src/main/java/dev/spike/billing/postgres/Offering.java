package dev.spike.billing.postgres;

import dev.spike.billing.CancellationOffer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Discount;
import dev.spike.billing.Money;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is offered to somebody who is about to cancel. Nothing is locked. */
final class Offering {

    private static final long NO_CART = 0;

    private final BillingDatabase database;
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final PlanTermsStore terms = new PlanTermsStore();
    private final OrderStore orders = new OrderStore();

    Offering(BillingDatabase database) {
        this.database = database;
    }

    /** Nothing to those who pay for no plan, or have cancelled. */
    List<CancellationOffer> offers(Owner owner, Catalogue catalogue) {
        return database.read(connection -> {
            var price = price(connection, owner);
            var offers = new ArrayList<CancellationOffer>();
            for (var offer : catalogue.cancellationOffers()) {
                if (price.isPresent() && isUsable(connection, owner, offer.discount(), price.get())) {
                    offers.add(offer);
                }
            }
            return List.copyOf(offers);
        });
    }

    /** Of the subscription that goes on. */
    private Optional<Money> price(Connection connection, Owner owner) throws SQLException {
        for (var row : subscriptions.latest(connection, owner)) {
            if (row.told().state().isLive() && row.told().endsAt() == null) {
                return terms.find(connection, owner, row.key(), row.told().switchNumber())
                        .map(PlanTerms::price);
            }
        }
        return Optional.empty();
    }

    private boolean isUsable(Connection connection, Owner owner, Discount discount, Money price) throws SQLException {
        return discount.reduction().fits(price)
                && discount.times().allowsAfter(orders.uses(connection, owner, discount.code(), NO_CART));
    }
}
