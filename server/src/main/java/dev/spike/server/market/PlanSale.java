package dev.spike.server.market;

import dev.spike.billing.Catalogue;
import dev.spike.billing.CreditAmount;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Customer;
import dev.spike.billing.provider.CustomerRequest;
import dev.spike.ledger.Billable;
import dev.spike.ledger.SpendRequest;
import dev.spike.provider.local.TestCard;
import dev.spike.server.replay.Replay;
import dev.spike.server.replay.Seller;
import dev.spike.server.replay.Workers;
import dev.spike.server.shop.LocalShop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Every tenth customer has subscribed to a plan some weeks before the first call: they use it, one switches to a larger one, the
 * month is renewed for all, and one whose card is declined is past due until there is a better card. Who subscribes already
 * does nothing more, also where an earlier sale was stopped in the middle.
 *
 * <pre>
 *   day 0       day 3    day 5          a month later   4 days more        a day more           day 45
 *   subscribe   use it   one switches   renewed         one lapses: free   it pays after all    the first call
 * </pre>
 */
public final class PlanSale implements Seller {

    private static final String PLAN = "standard";
    private static final String LARGER_PLAN = "pro";

    /** Not the busiest, who buy large packs. */
    private static final int FIRST = 4;

    private static final int EVERY = 10;

    private static final int LATE_PAYER = 0;
    private static final int SWITCHER = 1;
    private static final int YEARLY = 2;

    /** So long before the first call it begins: a month of any length, and two weeks. */
    private static final Duration BEFORE = Duration.ofDays(45);

    private static final Duration USES_AFTER = Duration.ofDays(3);
    private static final Duration SWITCHES_AFTER = Duration.ofDays(5);

    /** Longer than the grace of the catalogue, and before the provider's third attempt, which is on the fifth day. */
    private static final Duration LAPSES_AFTER = Duration.ofDays(4);

    private static final Duration PAYS_AFTER = Duration.ofDays(5).plusHours(1);

    private final DataSource dataSource;
    private final PlanStore store;
    private final Catalogue catalogue;
    private final Workers workers;
    private final Attending attending;
    private long before;

    public PlanSale(DataSource dataSource, Catalogue catalogue, int threads) {
        this.dataSource = dataSource;
        this.store = new PlanStore(dataSource);
        this.catalogue = catalogue;
        this.workers = Workers.onThreads(threads);
        this.attending = new Attending(threads);
    }

    @Override
    public void sellTo(List<String> customers, Instant at) throws InterruptedException {
        var clock = new Calendar(at.minus(BEFORE));
        var members = members(customers, clock.start);
        before = store.paidUntil(Replay.BILLABLE_TYPE, members, at);
        if (before < members.size()) {
            var shop = LocalShop.open(dataSource, catalogue, clock);
            happen(
                    shop,
                    clock,
                    members.stream()
                            .map(id -> Billable.of(Replay.BILLABLE_TYPE, id))
                            .toList());
            clock.now = at;
            attending.settle(shop);
        }
    }

    /** Not those who have spent since without a plan, by an earlier trace: what is past is past. */
    private List<String> members(List<String> customers, Instant start) {
        var chosen = IntStream.range(0, customers.size())
                .filter(rank -> rank % EVERY == FIRST)
                .mapToObj(customers::get)
                .toList();
        var beyond = store.beyond(Replay.BILLABLE_TYPE, chosen, start);
        return chosen.stream().filter(id -> !beyond.contains(id)).toList();
    }

    /** A day after the other. */
    private static final class Calendar implements InstantSource {

        private final Instant start;
        private volatile Instant now;

        Calendar(Instant start) {
            this.start = start;
            this.now = start;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void happen(LocalShop shop, Calendar clock, List<Billable> members) throws InterruptedException {
        inParallel(members, member -> subscribe(shop, members.indexOf(member), member));
        attending.settle(shop);

        clock.now = clock.start.plus(USES_AFTER);
        inParallel(members, member -> use(shop, member));

        clock.now = clock.start.plus(SWITCHES_AFTER);
        for (var member : one(members, SWITCHER)) {
            change(shop, member);
        }
        for (var member : one(members, LATE_PAYER)) {
            shop.provider().bank().saveCard(customer(shop, member), TestCard.DECLINED);
        }
        attending.settle(shop);

        var renewal = clock.start.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
        clock.now = renewal;
        attending.settle(shop);

        clock.now = renewal.plus(LAPSES_AFTER);
        attending.settle(shop);
        for (var member : one(members, LATE_PAYER)) {
            shop.billing().of(member).subscriber().welcome();
            shop.provider().bank().saveCard(customer(shop, member), TestCard.GOOD);
        }

        clock.now = renewal.plus(PAYS_AFTER);
        attending.settle(shop);
    }

    private static List<Billable> one(List<Billable> members, int number) {
        return number < members.size() ? List.of(members.get(number)) : List.of();
    }

    private interface Doing {

        void with(Billable member);
    }

    private void inParallel(List<Billable> members, Doing doing) throws InterruptedException {
        var tasks = new ArrayList<Callable<Billable>>();
        for (var member : members) {
            tasks.add(() -> {
                doing.with(member);
                return member;
            });
        }
        workers.run(tasks);
    }

    private static void subscribe(LocalShop shop, int number, Billable member) {
        var subscriber = shop.billing().of(member).subscriber();
        if (subscriber.isSubscribed()) {
            return;
        }
        var interval = number == YEARLY ? Interval.YEARLY : Interval.MONTHLY;
        var result = subscriber.subscribe(PLAN, interval, LocalShop.PAGES);
        if (result instanceof SubscribeResult.Page page) {
            shop.provider().bank().pay(page.page(), TestCard.GOOD);
        } else if (!(result instanceof SubscribeResult.Done)) {
            throw new IllegalStateException("A plan could not be subscribed to: " + result + "; run it again.");
        }
    }

    /** Three fifths of what the plan gives for a month. */
    private void use(LocalShop shop, Billable member) {
        var monthly = catalogue.plan(PLAN).orElseThrow().provides().monthly();
        for (var provides : monthly) {
            if (provides instanceof CreditAmount amount) {
                shop.billing()
                        .credits()
                        .of(member, amount.creditType().id())
                        .trySpend(SpendRequest.of(amount.amount() / 5 * 3).withKey("first-days"));
            }
        }
    }

    private static void change(LocalShop shop, Billable member) {
        var subscriber = shop.billing().of(member).subscriber();
        var changed = subscriber.switchNow(LARGER_PLAN, Interval.MONTHLY);
        if (!(changed instanceof SubscribeResult.Done)) {
            throw new IllegalStateException("A plan could not be switched: " + changed + "; run it again.");
        }
    }

    private static String customer(LocalShop shop, Billable member) {
        return ((Answer.Done<Customer>) shop.provider().customer(new CustomerRequest(member, null, null)))
                .value()
                .id();
    }

    /** What the tables say of all that was ever subscribed to so, after the sale. */
    public PlanReport report() {
        return store.report(Replay.BILLABLE_TYPE, before);
    }
}
