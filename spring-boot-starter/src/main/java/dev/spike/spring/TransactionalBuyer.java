package dev.spike.spring;

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

/** Somebody who buys, in transactions of billing's own; what would wait for the thread's own transaction is refused. */
final class TransactionalBuyer implements Buyer {

    private final Buyer buyer;
    private final SpringTransactions transactions;

    TransactionalBuyer(Buyer buyer, SpringTransactions transactions) {
        this.buyer = buyer;
        this.transactions = transactions;
    }

    @Override
    public Subscriber subscriber() {
        return new TransactionalSubscriber(buyer.subscriber(), transactions);
    }

    @Override
    public Payer payer() {
        return buyer.payer();
    }

    @Override
    public BillableSettings settings() {
        return buyer.settings();
    }

    @Override
    public void changeSettings(BillableSettings settings) {
        buyer.changeSettings(settings);
    }

    private Buyer unheld() {
        if (transactions.isHeld(buyer.billable())) {
            throw wouldWait();
        }
        return buyer;
    }

    static IllegalStateException wouldWait() {
        return new IllegalStateException(
                "Billing decides in transactions of its own, and this thread has one open in which the same credits"
                        + " were used, so it would wait for ever: ask billing before they are used, or after the commit."
                        + " Nothing was changed.");
    }

    @Override
    public Billable billable() {
        return buyer.billable();
    }

    @Override
    public Catalogue catalogue() {
        return buyer.catalogue();
    }

    @Override
    public Cart cart() {
        return buyer.cart();
    }

    @Override
    public Cart addToCart(String productId, int quantity) {
        return buyer.addToCart(productId, quantity);
    }

    @Override
    public Cart putInCart(String productId, int quantity) {
        return buyer.putInCart(productId, quantity);
    }

    @Override
    public Cart removeFromCart(String productId) {
        return buyer.removeFromCart(productId);
    }

    @Override
    public Cart payIn(String currency) {
        return buyer.payIn(currency);
    }

    @Override
    public Cart applyCode(String code) {
        return buyer.applyCode(code);
    }

    @Override
    public Cart removeCode() {
        return buyer.removeCode();
    }

    @Override
    public CheckoutResult checkout(Pages pages) {
        return unheld().checkout(pages);
    }

    @Override
    public Optional<Order> order(OrderId id) {
        return buyer.order(id);
    }

    @Override
    public OrderPage orders(@Nullable OrderId before, int size) {
        return buyer.orders(before, size);
    }

    @Override
    public List<Purchase> purchases() {
        return buyer.purchases();
    }

    @Override
    public List<GroupedPurchase> groupedPurchases() {
        return buyer.groupedPurchases();
    }

    @Override
    public boolean hasPurchased(String productId) {
        return buyer.hasPurchased(productId);
    }

    @Override
    public RefundResult refund(OrderId order, Money money, String reason) {
        return unheld().refund(order, money, reason);
    }
}
