package dev.spike.server.market;

import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.CheckoutResult.AlreadyPaid;
import dev.spike.billing.CheckoutResult.Page;
import dev.spike.billing.CheckoutResult.PaidAtOnce;
import dev.spike.billing.CheckoutResult.Refused;
import dev.spike.billing.CheckoutResult.TryAgain;
import dev.spike.ledger.Billable;
import dev.spike.provider.local.LocalBank.PageState;
import dev.spike.provider.local.TestCard;
import dev.spike.server.replay.Customers;
import dev.spike.server.replay.Replay;
import dev.spike.server.replay.Seller;
import dev.spike.server.replay.Workers;
import dev.spike.server.shop.LocalShop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Every customer buys a pack, the busiest a larger one: cart, checkout, a test card at the local bank, a signed webhook, the
 * inbox, credits. Who has bought one buys no more, also where an earlier sale was stopped in the middle.
 */
public final class PackSale implements Seller {

    private static final String PACK = "credits-50";
    private static final String LARGE_PACK = "credits-500";

    private final DataSource dataSource;
    private final Catalogue catalogue;
    private final Workers workers;
    private final Attending attending;
    private final AtomicLong boughtBefore = new AtomicLong();

    public PackSale(DataSource dataSource, Catalogue catalogue, int threads) {
        this.dataSource = dataSource;
        this.catalogue = catalogue;
        this.workers = Workers.onThreads(threads);
        this.attending = new Attending(threads);
    }

    @Override
    public void sellTo(List<String> customers, Instant at) throws InterruptedException {
        var shop = LocalShop.open(dataSource, catalogue, InstantSource.fixed(at));
        attending.settle(shop);
        var purchases = new ArrayList<Callable<String>>();
        for (var customer : customers) {
            var product = Customers.isBusy(purchases.size(), customers.size()) ? LARGE_PACK : PACK;
            purchases.add(() -> {
                buy(shop, shop.billing().of(Billable.of(Replay.BILLABLE_TYPE, customer)), product);
                return customer;
            });
        }
        workers.run(purchases);
        attending.settle(shop);
    }

    private void buy(LocalShop shop, Buyer buyer, String product) {
        if (buyer.hasPurchased(PACK) || buyer.hasPurchased(LARGE_PACK)) {
            boughtBefore.incrementAndGet();
            return;
        }
        buyer.putInCart(product, 1);
        var state = buyer.checkout(LocalShop.PAGES).fold(new Paying(shop));
        if (state != PageState.PAID) {
            throw new IllegalStateException("A good card did not pay the page of "
                    + buyer.billable().billableId() + ", which is " + state + "; run it again.");
        }
    }

    /** What the tables say of all that was ever sold so, after the sale. */
    public SaleReport report() {
        var type = catalogue.creditTypes().get(0).creditType();
        return new SaleStore(dataSource).report(Replay.BILLABLE_TYPE, type, boughtBefore.get());
    }

    /** A customer who has a good card, and uses it. */
    private record Paying(LocalShop shop) implements CheckoutResult.Cases<PageState> {

        @Override
        public PageState page(Page result) {
            return shop.provider().bank().pay(result.page(), TestCard.GOOD);
        }

        @Override
        public PageState paidAtOnce(PaidAtOnce result) {
            return PageState.PAID;
        }

        @Override
        public PageState alreadyPaid(AlreadyPaid result) {
            return PageState.PAID;
        }

        @Override
        public PageState refused(Refused result) {
            throw new IllegalStateException("A pack could not be bought: " + result.message());
        }

        @Override
        public PageState tryAgain(TryAgain result) {
            throw new IllegalStateException(
                    "A pack could not be bought now (" + result.cause() + "); run it again, and it goes on.");
        }
    }
}
