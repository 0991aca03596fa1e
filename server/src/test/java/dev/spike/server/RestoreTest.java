package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.CheckoutResult;
import dev.spike.billing.DeliveryState;
import dev.spike.billing.Order;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.LocalSchema;
import dev.spike.provider.local.TestCard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of what the demo sold and charged comes back whole, and goes on. */
class RestoreTest {

    private static final Pages PAGES =
            new Pages(URI.create("https://app.example/thanks"), URI.create("https://app.example/cart"));

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path folder = Path.of("");

    private static TestDatabase demo() {
        var database = FastPostgres.database("empty", dataSource -> {});
        var answer = Answer.on(database, "demo", "--calls", "160", "--customers", "40");
        assertThat(answer.status()).as(answer.out()).isZero();
        return database;
    }

    private static TestDatabase migrated() {
        var database = FastPostgres.database("empty", dataSource -> {});
        try (var open = OpenDatabase.external(database.url(), database.user(), database.password(), 3)) {
            open.migrate();
            LocalSchema.migrate(open.dataSource());
        }
        return database;
    }

    @Test
    void a_dump_that_is_restored_into_new_tables_verifies_and_goes_on() throws IOException, SQLException {
        try (var database = demo();
                var elsewhere = migrated()) {
            holdAndSpend(PostgresCredits.on(database.dataSource()).build());
            var before = new LedgerVerifier(database.dataSource()).verify().size();

            Dump.of(database.dataSource()).restoreInto(elsewhere.dataSource());

            var verify = Answer.on(elsewhere, "verify");
            assertThat(verify.status()).as(verify.out()).isZero();
            assertThat(new LedgerVerifier(elsewhere.dataSource()).verify().size())
                    .isEqualTo(before);
            holdAndSpend(PostgresCredits.on(elsewhere.dataSource()).build());
            var again = Answer.on(elsewhere, "demo", "--calls", "160", "--customers", "40");
            assertThat(again.out()).contains("charged before 160").contains("clean");
        }
    }

    /** What takes new ids of every kind. */
    private static void holdAndSpend(PostgresCredits credits) {
        var account = credits.of(Billable.of("customer", "customer-0001"));
        account.add(5);
        account.hold(HoldRequest.of(2));
        assertThat(account.trySpend(3)).isInstanceOf(Spent.class);
    }

    @Test
    void a_copy_of_the_folder_of_a_stopped_server_verifies() throws IOException {
        var data = folder.resolve("data");
        assertThat(Answer.to("demo", "--calls", "160", "--customers", "40", "--data", data.toString())
                        .status())
                .isZero();

        var backup = folder.resolve("data.backup");
        copy(data, backup);

        var verify = Answer.to("verify", "--data", backup.toString());
        assertThat(verify.status()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out()).contains("clean");
    }

    /** As {@code cp -a} does: PostgreSQL wants its files to be its own. */
    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var file : all.toList()) {
                var copy = to.resolve(from.relativize(file));
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                Files.setOwner(copy, Files.getOwner(file));
            }
        }
    }

    @Test
    void an_older_copy_hears_again_of_every_payment_and_provides_each_paid_order_once()
            throws IOException, SQLException {
        try (var bank = migrated();
                var lost = migrated();
                var restored = migrated()) {
            var provider = CornerShop.provider(bank.dataSource(), CLOCK);
            var shop = CornerShop.open(lost.dataSource(), provider, CLOCK, folder);
            pay(provider, page(shop, "ann"));
            work(shop);
            shop.billing().catchUp(1_000); // the copy has seen all of this
            spend(shop, "ann", "before");
            var bobs = page(shop, "bob");
            var copy = Dump.of(lost.dataSource());

            pay(provider, bobs);
            pay(provider, page(shop, "cid"));
            work(shop);
            spend(shop, "ann", "after");
            assertThat(List.of(available(shop, "ann"), available(shop, "bob"), available(shop, "cid")))
                    .containsExactly(80L, 100L, 100L);

            copy.restoreInto(restored.dataSource());
            var again = CornerShop.open(restored.dataSource(), provider, CLOCK, folder);
            assertThat(List.of(available(again, "ann"), available(again, "bob")))
                    .containsExactly(90L, 0L);
            assertThat(again.billing().catchUp(1_000)).isPositive();
            assertThat(again.billing().catchUp(1_000)).isZero();
            work(again);

            assertThat(List.of(available(again, "ann"), available(again, "bob"), available(again, "cid")))
                    .containsExactly(90L, 100L, 0L);
            assertThat(paidOrders(again, "ann") + paidOrders(again, "bob")).isEqualTo(2);
            assertThat(again.billing().inbox(10))
                    .isNotEmpty()
                    .allMatch(delivery -> delivery.state() == DeliveryState.WAITING);
            assertThat(spend(again, "ann", "before")).as("is known").isTrue();
            assertThat(spend(again, "ann", "after")).as("is known").isFalse();
            assertThat(available(again, "ann")).isEqualTo(80);
            assertThat(Answer.on(restored, "verify").status()).isZero();
        }
    }

    private static URI page(CornerShop shop, String id) {
        var buyer = shop.billing().of(Billable.of("customer", id));
        buyer.addToCart("pack", 1);
        return ((CheckoutResult.Page) buyer.checkout(PAGES)).page();
    }

    private static void pay(LocalProvider provider, URI page) {
        provider.bank().pay(page, TestCard.GOOD);
    }

    private static void work(CornerShop shop) {
        shop.provider()
                .deliverer()
                .deliverDue(
                        webhook -> shop.billing()
                                .receive(webhook.raw())
                                .fold(stored -> true, duplicate -> true, rejected -> false),
                        CLOCK.instant(),
                        100);
        shop.billing().workInbox(CLOCK.instant(), 1_000);
        shop.billing().retryProviding(CLOCK.instant(), 1_000);
        shop.billing().reconcile(CLOCK.instant(), 1_000);
    }

    /** Whether it was known already. */
    private static boolean spend(CornerShop shop, String id, String key) {
        return shop.credits()
                .of(Billable.of("customer", id))
                .spend(SpendRequest.of(10).withKey(key))
                .receipt()
                .replayed();
    }

    private static long available(CornerShop shop, String id) {
        return shop.credits().of(Billable.of("customer", id)).balance().available();
    }

    private static long paidOrders(CornerShop shop, String id) {
        return shop.billing().of(Billable.of("customer", id)).orders(null, 10).orders().stream()
                .filter(order -> order instanceof Order.Paid)
                .count();
    }
}
