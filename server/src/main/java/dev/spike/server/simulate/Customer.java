package dev.spike.server.simulate;

import dev.spike.billing.BillingError;
import dev.spike.billing.BillingException;
import dev.spike.billing.Buyer;
import dev.spike.billing.CheckoutResult;
import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.Order;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.Subscriber;
import dev.spike.billing.Subscription;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.provider.local.LocalBank;
import dev.spike.provider.local.LocalBank.PageState;
import dev.spike.provider.local.TestCard;
import dev.spike.server.shop.LocalShop;
import dev.spike.server.simulate.Crowd.Visit;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;

/** Somebody is there, looks where they stand, and does one thing or other about it. */
final class Customer implements Subscription.Cases<Runnable> {

    private static final int ALL = 100;
    private static final List<String> PLANS = List.of("basic", "standard", "business");
    private static final List<String> PACKS = List.of("credits-500", "sms-100");
    private static final int CREDITS_MAX = 2_500;
    private static final int SMS_MAX = 90;
    private static final int ORDERS = 5;

    private final LocalShop shop;
    private final LocalBank bank;
    private final Cards cards;
    private final Visit visit;
    private final Buyer buyer;
    private final Subscriber subscriber;
    private final SplittableRandom random;

    Customer(LocalShop shop, Cards cards, Visit visit) {
        this.shop = shop;
        this.bank = shop.provider().bank();
        this.cards = cards;
        this.visit = visit;
        this.buyer = shop.billing().of(Billable.of(Crowd.BILLABLE_TYPE, visit.id()));
        this.subscriber = buyer.subscriber();
        this.random = visit.random();
    }

    void come() {
        subscriber.subscription().fold(this).run();
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    @Override
    public Runnable free(Subscription.Free subscription) {
        return this::stroll;
    }

    @Override
    public Runnable ended(Subscription.Ended subscription) {
        return visit.habit() == Habit.QUIET ? this::subscribe : this::stroll;
    }

    @Override
    public Runnable trial(Subscription.Trial subscription) {
        return this::member;
    }

    @Override
    public Runnable active(Subscription.Active subscription) {
        return visit.habit() == Habit.QUIET ? this::loseCard : this::member;
    }

    @Override
    public Runnable pastDue(Subscription.PastDue subscription) {
        return oneIn(3) ? () -> cards.mend(buyer.billable(), subscription.key()) : this::member;
    }

    @Override
    public Runnable cancelled(Subscription.Cancelled subscription) {
        return () -> {
            switch (random.nextInt(6)) {
                case 0, 1 -> subscriber.resume();
                case 2 -> subscriber.subscribe(anyPlan(), anyInterval(), LocalShop.PAGES);
                default -> spend();
            }
        };
    }

    @Override
    public Runnable comped(Subscription.Comped subscription) {
        return () -> {
            switch (random.nextInt(25)) {
                case 0 -> subscriber.cancelAtPeriodEnd();
                case 1 -> subscriber.cancelNow();
                case 2 -> subscriber.subscribeWithoutPayment(anyPlan(), anyInterval());
                case 3 -> subscribe(anyPlan(), anyInterval());
                default -> spend();
            }
        };
    }

    /** Without a plan that is paid for. */
    private void stroll() {
        boolean stays = visit.habit() == Habit.FREE || (!visit.isFirst() && !oneIn(3));
        if (!stays) {
            subscribe();
        } else if (visit.habit() == Habit.FREE && oneIn(40)) {
            subscribe(anyPlan(), anyInterval());
        } else if (oneIn(12)) {
            buy();
        } else {
            spend();
        }
    }

    private void subscribe() {
        if (visit.habit() == Habit.COMPED) {
            subscriber.subscribeWithoutPayment(
                    visit.habit().plan(), visit.habit().interval());
        } else {
            subscribe(visit.habit().plan(), visit.habit().interval());
        }
    }

    private String anyPlan() {
        return PLANS.get(random.nextInt(PLANS.size()));
    }

    private Interval anyInterval() {
        return oneIn(5) ? Interval.YEARLY : Interval.MONTHLY;
    }

    private void subscribe(String plan, Interval interval) {
        if (subscriber.subscribe(plan, interval, LocalShop.PAGES) instanceof SubscribeResult.Page page) {
            pay(page.page());
        }
    }

    /** With a card that may fail at the next renewal, or not at all. */
    private void pay(URI page) {
        int drawn = random.nextInt(ALL);
        if (drawn < 80) {
            bank.pay(page, TestCard.GOOD);
        } else if (drawn < 92) {
            bank.pay(page, TestCard.EXPIRES_LATER);
        } else if (drawn < 96) {
            if (bank.pay(page, TestCard.NEEDS_AUTHENTICATION) == PageState.NEEDS_AUTHENTICATION) {
                bank.confirm(page);
            }
        } else if (drawn < 98) {
            bank.pay(page, TestCard.DECLINED);
        }
        // else the page is left
    }

    private void member() {
        int drawn = random.nextInt(ALL);
        if (drawn < 60) {
            spend();
        } else if (drawn < 70) {
            textMany();
        } else if (drawn < 74) {
            subscriber.switchNow(anyPlan(), anyInterval());
        } else if (drawn < 77) {
            subscriber.switchAtPeriodEnd(anyPlan(), anyInterval());
        } else if (drawn < 81) {
            subscriber.cancelAtPeriodEnd();
        } else if (drawn < 83) {
            subscriber.cancelNow();
        } else if (drawn < 88) {
            loseCard();
        } else if (drawn < 94) {
            buy();
        } else if (drawn < 97) {
            giveBack();
        } else {
            reserve();
        }
    }

    private CreditAccount credits(String type) {
        return shop.billing().credits().of(buyer.billable(), type);
    }

    private void spend() {
        credits("credits").trySpend(SpendRequest.of(1 + random.nextInt(CREDITS_MAX)));
        if (oneIn(4)) {
            credits("sms").trySpend(SpendRequest.of(1 + random.nextInt(SMS_MAX)));
        }
    }

    /** As many as there may be, so that some are owed. */
    private void textMany() {
        for (int texts = 0; texts < 4; texts++) {
            credits("sms").trySpend(SpendRequest.of(1 + random.nextInt(SMS_MAX)));
        }
    }

    /** It is left open, so that a renewal or an end may find it so. */
    private void reserve() {
        var account = credits("credits");
        var open = account.holds();
        if (open.isEmpty()) {
            account.tryHold(HoldRequest.of(1 + random.nextInt(CREDITS_MAX)));
        } else {
            account.release(open.get(0).id(), null);
        }
    }

    private void loseCard() {
        cards.lose(buyer.billable(), random.nextBoolean() ? TestCard.DECLINED : TestCard.NEEDS_AUTHENTICATION);
    }

    private void buy() {
        attempt(() -> {
            buyer.putInCart(PACKS.get(random.nextInt(PACKS.size())), 1 + random.nextInt(2));
            if (buyer.checkout(LocalShop.PAGES) instanceof CheckoutResult.Page page) {
                pay(page.page());
            }
        });
    }

    /** The whole of an order, or a part. */
    private void giveBack() {
        attempt(() -> buyer.orders(null, ORDERS).orders().stream()
                .filter(order -> order instanceof Order.Paid)
                .findFirst()
                .ifPresent(order -> {
                    var total = order.totals().total();
                    var part = random.nextBoolean()
                            ? total
                            : new Money(1 + random.nextLong(total.minor()), total.currency());
                    buyer.refund(order.id(), part, "the customer asked");
                }));
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
}
