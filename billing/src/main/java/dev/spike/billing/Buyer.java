package dev.spike.billing;

import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Billable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A billable as somebody who buys: its one open cart, its orders, its purchases. Thread-safe; holds no state.
 *
 * <p>All that changes the cart locks the cart, answers with the cart as it is afterwards, and throws
 * {@link BillingException} without having changed anything.
 */
public interface Buyer {

    Billable billable();

    /** The same as somebody who subscribes. */
    Subscriber subscriber();

    /** The same as somebody who pays: its invoices and means of payment at the provider. */
    Payer payer();

    /**
     * What it has chosen for its own billing; {@link BillableSettings#none} if nothing yet. A zone that this JDK does not know, as
     * another node did, is left out. One row by key.
     */
    BillableSettings settings();

    /**
     * Sees to it that these are its settings, instead of those before; of two at once the later stay. A repeat changes nothing.
     * One row by key.
     *
     * @throws BillingException ({@link BillingError#SETTINGS_INVALID}) when a credit type is not configured; nothing was changed
     */
    void changeSettings(BillableSettings settings);

    /** What this billable may buy. */
    Catalogue catalogue();

    /** The open cart; empty if there is none yet. */
    Cart cart();

    /**
     * Adds so many of a product to those that are in the cart. Without a currency the cart takes the product's first. Not to
     * be repeated blindly: it would add again.
     *
     * @param quantity 1 to {@link Cart#QUANTITY_MAX}, also together with those already in
     */
    Cart addToCart(String productId, int quantity);

    /**
     * Sees to it that there are exactly so many of a product in the cart; 0 removes it. A repeat changes nothing.
     *
     * @param quantity 0 to {@link Cart#QUANTITY_MAX}
     */
    Cart putInCart(String productId, int quantity);

    /** Removes a product from the cart, also one that is no longer sold; one that is not in is no error. */
    Cart removeFromCart(String productId);

    /**
     * Chooses the currency of the cart.
     *
     * @param currency three letters of ISO 4217, small or capital
     */
    Cart payIn(String currency);

    /** Applies a discount code, instead of any other. Whether it may still be used is looked at again at the checkout. */
    Cart applyCode(String code);

    Cart removeCode();

    /**
     * Makes an order of the cart and opens a page on which it is paid. The same cart leads to the same order and page, from
     * however many tabs; for a changed cart the earlier page is ended first. Where nothing is to pay it is paid at once. The
     * cart stays open until its order is paid.
     *
     * @param pages absolute addresses of http or https; those of the first call count while the order is the same
     */
    CheckoutResult checkout(Pages pages);

    /** The order, if it is this billable's. */
    Optional<Order> order(OrderId id);

    /**
     * A page of orders, newest first.
     *
     * @param before only orders older than this one; none begins with the newest
     * @param size 1 to {@link OrderPage#SIZE_MAX}
     */
    OrderPage orders(@Nullable OrderId before, int size);

    /** The lines of paid orders, newest first, at most 1,000. */
    List<Purchase> purchases();

    /** What was bought of each product, last bought first, at most 1,000. */
    List<GroupedPurchase> groupedPurchases();

    /** Whether the product was ever bought, whatever has become of it in the catalogue. */
    boolean hasPurchased(String productId);

    /**
     * Returns money of an order through its provider. While the provider has not answered, asking for the same again repeats
     * that request; afterwards it is another refund.
     *
     * @param money above zero; with all refunds before at most what was paid
     * @param reason for the provider's books; 1 to 500 characters
     */
    RefundResult refund(OrderId order, Money money, String reason);
}
