package dev.spike.server.market;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Buyer;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Product;
import dev.spike.ledger.Billable;
import dev.spike.ledger.SpendRequest;
import dev.spike.provider.local.LocalBank;
import dev.spike.provider.local.LocalBank.PageState;
import dev.spike.provider.local.TestCard;
import dev.spike.server.shop.LocalShop;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One customer comes, fills the cart that may still be there from the last time, and pays, or does not. */
final class Visit {

    static final String BILLABLE_TYPE = "customer";

    private static final List<String> CODES = List.of("LAUNCH", "FIVE-OFF");
    private static final List<String> CURRENCIES = List.of("USD", "EUR");
    private static final int LINES_MAX = 3;
    private static final int QUANTITY_MAX = 3;
    private static final int SPENT_MAX = 400_000_000;

    /** Each may find the cart changed by another visit of the same customer. */
    private static final int CHECKOUTS_MAX = 4;

    private static final long PATIENCE_SECONDS = 120;

    private final LocalShop shop;
    private final LocalBank bank;
    private final Buyer buyer;
    private final SplittableRandom random;
    private final Executor tabs;

    /** @param tabs where a second browser tab works */
    Visit(LocalShop shop, String customer, SplittableRandom random, Executor tabs) {
        this.shop = shop;
        this.bank = shop.provider().bank();
        this.buyer = shop.billing().of(Billable.of(BILLABLE_TYPE, customer));
        this.random = random;
        this.tabs = tabs;
    }

    void take() {
        spend();
        attempt(this::fill);
        var page = oneIn(3) ? checkoutInTwoTabs() : checkout();
        page.ifPresent(this::leave);
        if (oneIn(6)) {
            checkout(); // they come back from the page, paid or not
        }
        spend();
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** What the shop refuses is refused to a customer too. */
    private static void attempt(Runnable wish) {
        try {
            wish.run();
        } catch (BillingException e) {
            if (e.error() == BillingError.BILLING_UNAVAILABLE || e.error() == BillingError.BILLING_BROKEN) {
                throw e;
            }
        }
    }

    private void spend() {
        shop.credits().of(buyer.billable()).trySpend(SpendRequest.of(1 + random.nextInt(SPENT_MAX)));
    }

    private void fill() {
        if (oneIn(5)) {
            buyer.payIn(CURRENCIES.get(random.nextInt(CURRENCIES.size())));
        }
        for (int lines = 1 + random.nextInt(LINES_MAX); lines > 0; lines--) {
            change();
        }
        if (oneIn(4)) {
            buyer.applyCode(CODES.get(random.nextInt(CODES.size())));
        }
    }

    private void change() {
        var products = buyer.catalogue().visibleProducts();
        Product product = products.get(random.nextInt(products.size()));
        int quantity = 1 + random.nextInt(QUANTITY_MAX);
        switch (random.nextInt(6)) {
            case 0 -> buyer.addToCart(product.id(), quantity);
            case 1 -> buyer.removeFromCart(product.id());
            default -> buyer.putInCart(product.id(), quantity);
        }
    }

    /** The page, if there is something to pay. */
    private Optional<URI> checkout() {
        for (int attempt = 0; attempt < CHECKOUTS_MAX; attempt++) {
            var result = buyer.checkout(LocalShop.PAGES);
            if (result instanceof CheckoutResult.Page page) {
                return Optional.of(page.page());
            }
            if (result instanceof CheckoutResult.PaidAtOnce || result instanceof CheckoutResult.AlreadyPaid) {
                return Optional.empty();
            }
            if (result instanceof CheckoutResult.Refused) {
                attempt(buyer::removeCode); // the usual reason: it is used up
            }
        }
        return Optional.empty();
    }

    private Optional<URI> checkoutInTwoTabs() {
        var second = CompletableFuture.supplyAsync(this::checkout, tabs);
        var first = checkout();
        return second.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().or(() -> first);
    }

    /** From the page: the customer pays, thinks again, or goes away. */
    private void leave(URI page) {
        switch (random.nextInt(12)) {
            case 0 -> {} // gone, maybe to come back days later
            case 1 -> payAnEarlierPage(page);
            case 2 -> changeTheCart(page);
            case 3 -> payTwice(page);
            default -> pay(page);
        }
    }

    private void payAnEarlierPage(URI page) {
        attempt(this::change);
        bank.pay(page, TestCard.GOOD);
        checkout();
    }

    /** The earlier page is ended by the next checkout; the customer still has it open. */
    private void changeTheCart(URI earlier) {
        attempt(this::change);
        var page = checkout();
        bank.pay(earlier, TestCard.GOOD);
        page.ifPresent(this::pay);
    }

    private void payTwice(URI page) {
        var second = CompletableFuture.supplyAsync(() -> bank.pay(page, TestCard.GOOD), tabs);
        bank.pay(page, TestCard.EXPIRES_LATER);
        second.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private void pay(URI page) {
        var cards = TestCard.values();
        var state = bank.pay(page, cards[random.nextInt(cards.length)]);
        if (state == PageState.DECLINED && !oneIn(3)) {
            bank.pay(page, TestCard.GOOD);
        } else if (state == PageState.NEEDS_AUTHENTICATION) {
            authenticate(page);
        }
    }

    private void authenticate(URI page) {
        switch (random.nextInt(6)) {
            case 0 -> {} // the telephone was not at hand
            case 1 -> bank.refuse(page);
            default -> bank.confirm(page);
        }
    }
}
