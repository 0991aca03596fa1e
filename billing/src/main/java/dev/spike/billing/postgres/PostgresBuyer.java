package dev.spike.billing.postgres;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.Buyer;
import dev.spike.billing.Cart;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.GroupedPurchase;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.OrderId;
import dev.spike.billing.OrderPage;
import dev.spike.billing.Payer;
import dev.spike.billing.Purchase;
import dev.spike.billing.RefundResult;
import dev.spike.billing.Subscriber;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Billable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A billable that buys, on PostgreSQL. */
final class PostgresBuyer implements Buyer {

    /** What a page shows; a longer history is read from the orders. */
    private static final int PURCHASES_MAX = 1_000;

    /** No id of a product is longer. */
    private static final int PRODUCT_ID_MAX = 255;

    private final BillingSettings settings;
    private final Verbs verbs;
    private final Billable billable;
    private final Owner owner;

    PostgresBuyer(BillingSettings settings, Verbs verbs, Billable billable) {
        this.settings = settings;
        this.verbs = verbs;
        this.billable = billable;
        this.owner = Owner.of(billable);
    }

    @Override
    public Billable billable() {
        return billable;
    }

    @Override
    public Subscriber subscriber() {
        return new PostgresSubscriber(settings, verbs.plans(), billable);
    }

    @Override
    public Payer payer() {
        return new PostgresPayer(settings.provider(), verbs.database(), billable);
    }

    @Override
    public BillableSettings settings() {
        return new ChangingSettings(settings, verbs.database()).of(owner);
    }

    @Override
    public void changeSettings(BillableSettings chosen) {
        new ChangingSettings(settings, verbs.database()).change(owner, chosen, settings.now());
    }

    @Override
    public Catalogue catalogue() {
        return settings.catalogueFor(billable);
    }

    @Override
    public Cart cart() {
        return verbs.shopping().cart(owner, catalogue());
    }

    @Override
    public Cart addToCart(String productId, int quantity) {
        if (quantity < 1 || quantity > Cart.QUANTITY_MAX) {
            throw Shopping.outOfRange(quantity);
        }
        return verbs.shopping().put(owner, catalogue(), productId, before -> before + quantity, settings.now());
    }

    @Override
    public Cart putInCart(String productId, int quantity) {
        return verbs.shopping().put(owner, catalogue(), productId, before -> quantity, settings.now());
    }

    @Override
    public Cart removeFromCart(String productId) {
        return verbs.shopping().remove(owner, catalogue(), productId, settings.now());
    }

    @Override
    public Cart payIn(String currency) {
        return verbs.shopping().payIn(owner, catalogue(), currency, settings.now());
    }

    @Override
    public Cart applyCode(String code) {
        return verbs.shopping().applyCode(owner, catalogue(), code, settings.now());
    }

    @Override
    public Cart removeCode() {
        return verbs.shopping().removeCode(owner, catalogue(), settings.now());
    }

    @Override
    public CheckoutResult checkout(Pages pages) {
        return verbs.checkingOut().checkout(owner, catalogue(), pages, settings.now());
    }

    @Override
    public Optional<Order> order(OrderId id) {
        return verbs.database()
                .read(connection -> verbs.orders().find(connection, owner, id))
                .map(PlacedOrder::order);
    }

    @Override
    public OrderPage orders(@Nullable OrderId before, int size) {
        Limits.check("a page of orders", size, OrderPage.SIZE_MAX);
        return verbs.database().read(connection -> {
            var ids = verbs.orders().store().page(connection, owner, before, size + 1);
            var shown = ids.subList(0, Math.min(size, ids.size()));
            var orders = verbs.orders().find(connection, owner, shown).stream()
                    .map(PlacedOrder::order)
                    .toList();
            return new OrderPage(
                    orders, ids.size() > size ? orders.get(size - 1).id() : null);
        });
    }

    @Override
    public List<Purchase> purchases() {
        return verbs.database().read(connection -> verbs.orders().lines().purchases(connection, owner, PURCHASES_MAX));
    }

    @Override
    public List<GroupedPurchase> groupedPurchases() {
        return verbs.database().read(connection -> verbs.orders().lines().grouped(connection, owner, PURCHASES_MAX));
    }

    @Override
    public boolean hasPurchased(String productId) {
        return productId.length() <= PRODUCT_ID_MAX
                && Shown.isStorable(productId)
                && verbs.database()
                        .read(connection -> verbs.orders().lines().isPurchased(connection, owner, productId));
    }

    @Override
    public RefundResult refund(OrderId order, Money money, String reason) {
        return verbs.refunding().refund(owner, order, money, reason, settings.now());
    }
}
