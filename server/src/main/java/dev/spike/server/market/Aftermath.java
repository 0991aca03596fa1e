package dev.spike.server.market;

import dev.spike.billing.Money;
import dev.spike.billing.OrderId;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.Refund;
import dev.spike.ledger.Billable;
import dev.spike.provider.local.LocalBank;
import dev.spike.provider.local.TestCard;
import dev.spike.server.shop.LocalShop;
import java.util.SplittableRandom;

/** What comes days after a visit: pages paid late, money asked back by customers and by their banks. */
final class Aftermath {

    private static final int ALL = 100;
    private static final int LATE_PAGES = 10;
    private static final int REFUNDS = 8;
    private static final int DISPUTES = 4;
    private static final int DECISIONS = 4;
    private static final int FAILURES = 1;

    private final LocalShop shop;
    private final LocalBank bank;
    private final MarketStore store;
    private final SplittableRandom random;

    Aftermath(LocalShop shop, MarketStore store, SplittableRandom random) {
        this.shop = shop;
        this.bank = shop.provider().bank();
        this.store = store;
        this.random = random;
    }

    void happen() {
        int drawn = random.nextInt(ALL);
        drawn -= LATE_PAGES;
        if (drawn < 0) {
            store.anyPage(salt()).ifPresent(page -> bank.pay(page, TestCard.GOOD));
            return;
        }
        drawn -= REFUNDS;
        if (drawn < 0) {
            store.anyPayment(salt()).ifPresent(this::refund);
            return;
        }
        drawn -= DISPUTES;
        if (drawn < 0) {
            store.anyPayment(salt()).ifPresent(this::dispute);
            return;
        }
        drawn -= DECISIONS;
        if (drawn < 0) {
            store.anyDispute(salt()).ifPresent(this::decide);
            return;
        }
        drawn -= FAILURES;
        if (drawn < 0) {
            store.anyRefund(salt()).ifPresent(this::fail);
        }
    }

    private String salt() {
        return Long.toHexString(random.nextLong());
    }

    /**
     * A payment as the provider's books have it.
     *
     * @param billable whose order it paid, by our tables; so is the order
     */
    record Paid(String id, Money money, Billable billable, OrderId order) {}

    /** The whole, or a part; what is no longer there to return is refused. */
    private void refund(Paid paid) {
        long part = random.nextBoolean()
                ? paid.money().minor()
                : 1 + random.nextLong(paid.money().minor());
        shop.billing()
                .of(paid.billable())
                .refund(paid.order(), new Money(part, paid.money().currency()), "the customer asked");
    }

    private void dispute(Paid paid) {
        unlessTooLate(() -> bank.dispute(paid.id()));
    }

    /** One that was lost can still be won. */
    private void decide(Dispute dispute) {
        boolean lost = random.nextBoolean();
        unlessTooLate(() -> {
            if (lost) {
                bank.lose(dispute);
            } else {
                bank.win(dispute);
            }
        });
    }

    private void fail(Refund refund) {
        unlessTooLate(() -> bank.fail(refund));
    }

    /** The bank refuses what another visit has done meanwhile. */
    private static void unlessTooLate(Runnable act) {
        try {
            act.run();
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).matches("(?s)(Nothing is left|There is no ').*")) {
                throw e;
            }
        }
    }
}
