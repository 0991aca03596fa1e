package dev.spike.testkit.contract;

import static dev.spike.ledger.EntryKind.BURN;
import static dev.spike.ledger.EntryKind.GRANT;
import static dev.spike.ledger.EntryKind.REPAYMENT;
import static dev.spike.ledger.EntryKind.REVERSAL;
import static dev.spike.ledger.EntryKind.VOID;
import static dev.spike.ledger.TransactionType.ADJUSTMENT;
import static dev.spike.ledger.TransactionType.PRODUCT;
import static dev.spike.ledger.TransactionType.SUBSCRIPTION;
import static dev.spike.ledger.TransactionType.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionPage;
import dev.spike.ledger.TransactionQuery;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.VoidRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of an account by type, kind and day, newest first, page by page. */
public abstract class TransactionQueryContract {

    private static final ZoneId ZONE = ZoneId.of("Europe/Vilnius");
    private static final TransactionQuery ALL = TransactionQuery.newest(TransactionPage.SIZE_MAX);

    private final Maker maker;
    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected TransactionQueryContract(Maker maker) {
        this.maker = maker;
        ledger = LedgerUnderTest.of(
                maker,
                Setup.standard()
                        .ungrouped()
                        .in(ZONE)
                        .negative(NegativePolicy.allowed())
                        .at("2026-04-01T09:00:00Z"));
        account = ledger.account();
    }

    private static LocalDate april(int day) {
        return LocalDate.of(2026, 4, day);
    }

    private void on(int day) {
        ledger.clock().set(Instant.parse("2026-04-%02dT09:00:00Z".formatted(day)));
    }

    /** Amounts tell the rows: tens are the day, ones the place on it. */
    private void live() {
        account.add(AddRequest.of(1_000).as(SUBSCRIPTION));
        account.spend(SpendRequest.of(11).withKey("first"));
        on(2);
        account.add(AddRequest.of(1_001).as(PRODUCT));
        account.spend(21);
        account.remove(22);
        on(3);
        account.reverse(ReverseRequest.of("first"));
        account.spend(31);
        account.spend(SpendRequest.of(32).datedAt(Instant.parse("2026-04-01T12:00:00Z")));
        account.remove(RemoveRequest.of(33).datedAt(Instant.parse("2026-04-01T13:00:00Z")));
        on(9);
        account.voidGrant(VoidRequest.of(account.grants().get(0).id()));
        account.spend(2_000);
        on(10);
        account.add(AddRequest.of(2_002).withTerms(GrantTerms.plain().datedAt(Instant.parse("2026-04-02T12:00:00Z"))));
        account.spend(101);
    }

    private static List<Long> credits(CreditAccount account, TransactionQuery query) {
        return account.transactions(query).transactions().stream()
                .map(CreditTransaction::credits)
                .toList();
    }

    private List<Long> credits(TransactionQuery query) {
        return credits(account, query);
    }

    @Test
    void a_type_leaves_out_the_others() {
        live();

        assertThat(credits(ALL.ofTypes(Set.of(SUBSCRIPTION)))).containsExactly(1_000L);
        assertThat(credits(ALL.ofTypes(Set.of(PRODUCT)))).containsExactly(1_001L);
        assertThat(credits(ALL.ofTypes(Set.of(PRODUCT, SUBSCRIPTION)))).containsExactly(1_001L, 1_000L);
        assertThat(account.transactions(ALL.ofTypes(Set.of(ADJUSTMENT))).transactions())
                .isNotEmpty()
                .allMatch(row -> row.type() == ADJUSTMENT);
        assertThat(credits(ALL.ofTypes(Set.of(USAGE))))
                .contains(-11L, -21L, 11L, -31L, -32L)
                .doesNotContain(-22L, -33L);
    }

    @Test
    void a_kind_leaves_out_the_others() {
        live();

        assertThat(credits(ALL.ofKinds(Set.of(GRANT)))).containsExactly(2_002L, 1_001L, 1_000L);
        assertThat(credits(ALL.ofKinds(Set.of(REVERSAL)))).containsExactly(11L);
        assertThat(credits(ALL.ofKinds(Set.of(BURN))))
                .contains(-11L, -22L, -31L, -32L, -33L)
                .doesNotContain(11L);
        assertThat(account.transactions(ALL.ofKinds(Set.of(VOID, REPAYMENT))).transactions())
                .extracting(CreditTransaction::entry)
                .contains(VOID, REPAYMENT)
                .doesNotContain(GRANT, BURN, REVERSAL);
    }

    @Test
    void a_row_is_on_its_day_also_where_it_was_written_later() {
        live();

        assertThat(credits(ALL.from(april(1)).to(april(1)))).containsExactly(-33L, -32L, 11L, -11L, 1_000L);
        assertThat(credits(ALL.from(april(2)).to(april(2)))).containsExactly(2_002L, -22L, -21L, 1_001L);
        assertThat(credits(ALL.from(april(3)).to(april(3)))).containsExactly(-31L);
        assertThat(credits(ALL.from(april(2)).to(april(3)))).containsExactly(2_002L, -31L, -22L, -21L, 1_001L);
        assertThat(credits(ALL.from(april(4)).to(april(8)))).isEmpty();
        assertThat(credits(ALL.from(april(11)))).isEmpty();
    }

    @Test
    void days_are_open_where_none_is_given() {
        live();
        var all = credits(ALL);

        assertThat(credits(ALL.from(april(1)))).isEqualTo(all);
        assertThat(credits(ALL.to(april(10)))).isEqualTo(all);
        assertThat(credits(ALL.to(april(9)))).doesNotContain(-101L).contains(2_002L, 1_000L);
        assertThat(credits(ALL.from(april(10)))).contains(-101L).doesNotContain(2_002L, -1_001L);
    }

    @Test
    void a_row_must_pass_all_that_is_asked() {
        live();
        var days = ALL.from(april(1)).to(april(2));

        assertThat(credits(days.ofTypes(Set.of(USAGE)).ofKinds(Set.of(BURN)))).containsExactly(-32L, -21L, -11L);
        assertThat(credits(days.ofTypes(Set.of(USAGE)).ofKinds(Set.of(REVERSAL))))
                .containsExactly(11L);
        assertThat(credits(days.ofTypes(Set.of(ADJUSTMENT)).ofKinds(Set.of(BURN))))
                .containsExactly(-33L, -22L);
        assertThat(credits(days.ofTypes(Set.of(PRODUCT)).ofKinds(Set.of(BURN)))).isEmpty();
    }

    static List<Set<TransactionType>> types() {
        return List.of(Set.of(), Set.of(ADJUSTMENT), Set.of(USAGE), Set.of(USAGE, PRODUCT));
    }

    static List<Set<EntryKind>> kinds() {
        return List.of(Set.of(), Set.of(GRANT), Set.of(BURN, VOID), Set.of(EntryKind.values()));
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({",", "1,", "3,", "10,", "11,", ",1", ",3", ",9", ",10", ",30", "1,1", "1,2", "2,3", "3,10", "9,9", "4,8"
    })
    void pages_hold_every_row_that_passes_once_newest_first(@Nullable Integer from, @Nullable Integer to) {
        live();
        var rows = Standing.rows(account);
        var days = TransactionQuery.newest(2);
        days = from == null ? days : days.from(april(from));
        days = to == null ? days : days.to(april(to));

        for (var types : types()) {
            for (var kinds : kinds()) {
                var query = days.ofTypes(types).ofKinds(kinds);
                assertThat(paged(query))
                        .as("%s", query)
                        .isEqualTo(
                                rows.stream().filter(row -> passes(row, query)).toList());
            }
        }
    }

    private List<CreditTransaction> paged(TransactionQuery query) {
        var rows = new ArrayList<CreditTransaction>();
        @Nullable TransactionId next = null;
        do {
            var page = account.transactions(query.before(next));
            rows.addAll(page.transactions());
            next = page.next();
        } while (next != null);
        return rows;
    }

    private static boolean passes(CreditTransaction row, TransactionQuery query) {
        var day = LocalDate.ofInstant(row.times().createdAt(), ZONE);
        return (query.types().isEmpty() || query.types().contains(row.type()))
                && (query.kinds().isEmpty() || query.kinds().contains(row.entry()))
                && (query.firstDay() == null || !day.isBefore(query.firstDay()))
                && (query.lastDay() == null || !day.isAfter(query.lastDay()));
    }

    @Test
    void rows_that_come_meanwhile_shift_no_page() {
        for (int amount = 1; amount <= 5; amount++) {
            account.add(AddRequest.of(amount).as(PRODUCT));
            account.spend(amount);
        }
        on(2);
        var spends = TransactionQuery.newest(3).ofTypes(Set.of(USAGE));
        var products = TransactionQuery.newest(3).ofTypes(Set.of(PRODUCT));
        var past = TransactionQuery.newest(3).to(april(1));
        var nextSpends = account.transactions(spends).next();
        var nextProducts = account.transactions(products).next();
        var nextPast = account.transactions(past).next();

        account.add(AddRequest.of(6).as(PRODUCT));
        account.spend(SpendRequest.of(6).datedAt(Instant.parse("2026-04-01T12:00:00Z")));

        assertThat(credits(spends.before(nextSpends))).containsExactly(-2L, -1L);
        assertThat(credits(products.before(nextProducts))).containsExactly(2L, 1L);
        assertThat(credits(past.before(nextPast))).containsExactly(4L, -3L, 3L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void usage_of_a_day_is_a_row_of_that_day_where_it_is_grouped(boolean passed) {
        var grouped = LedgerUnderTest.of(maker, Setup.standard().in(ZONE).at("2026-04-01T20:59:59Z"));
        grouped.account().add(1_000);
        grouped.account().spend(1);
        grouped.advanceHours(1);
        grouped.account().spend(20);
        grouped.advanceHours(2);
        grouped.account().spend(300);
        grouped.advanceDays(passed ? 5 : 0);

        assertThat(credits(grouped.account(), ALL.from(april(1)).to(april(1)))).containsExactly(-1L, 1_000L);
        assertThat(credits(grouped.account(), ALL.from(april(2)).to(april(2)))).containsExactly(-320L);
        assertThat(credits(grouped.account(), ALL.from(april(2)))).containsExactly(-320L);
    }

    @ParameterizedTest(name = "{1} in {0}")
    @CsvSource({
        "UTC,              2026-04-10, 2026-04-10T00:00:00Z, 2026-04-11T00:00:00Z",
        "Asia/Kathmandu,   2026-04-10, 2026-04-09T18:15:00Z, 2026-04-10T18:15:00Z",
        "Europe/Vilnius,   2026-03-29, 2026-03-28T22:00:00Z, 2026-03-29T21:00:00Z",
        "Europe/Vilnius,   2026-10-25, 2026-10-24T21:00:00Z, 2026-10-25T22:00:00Z",
        "America/Santiago, 2026-09-06, 2026-09-06T04:00:00Z, 2026-09-07T03:00:00Z", // without a midnight
    })
    void a_day_is_from_midnight_to_midnight_where_it_is_counted(
            String zone, LocalDate day, Instant starts, Instant ends) {
        var local = LedgerUnderTest.of(
                maker,
                Setup.standard()
                        .ungrouped()
                        .in(ZoneId.of(zone))
                        .at(starts.minusNanos(1_000).toString()));
        addAndSpend(local, starts.minusNanos(1_000), 1);
        addAndSpend(local, starts, 2);
        addAndSpend(local, ends.minusNanos(1_000), 3);
        var today = ALL.from(day).to(day);
        assertThat(credits(local.account(), today)).containsExactly(-3L, 3L, -2L, 2L);
        addAndSpend(local, ends, 4);

        assertThat(credits(local.account(), today)).containsExactly(-3L, 3L, -2L, 2L);
        assertThat(credits(local.account(), ALL.to(day.minusDays(1)))).containsExactly(-1L, 1L);
        assertThat(credits(local.account(), ALL.from(day.plusDays(1)))).containsExactly(-4L, 4L);
        assertThat(credits(local.account(), today.ofKinds(Set.of(GRANT)))).containsExactly(3L, 2L);
    }

    private static void addAndSpend(LedgerUnderTest local, Instant at, long amount) {
        local.clock().set(at);
        local.account().add(amount);
        local.account().spend(amount);
    }

    @Test
    void usage_stays_on_the_day_it_counted_on_when_another_zone_is_configured() {
        var setup = Setup.standard().ungrouped().at("2026-04-10T11:00:00Z");
        var east = LedgerUnderTest.of(maker, setup.in(ZoneId.of("Pacific/Kiritimati")));
        east.account().add(100);
        east.account().spend(1); // on the 11th
        east.advanceHours(1);
        var west = maker.make(setup.in(ZoneId.of("Etc/GMT+12"))).of(east.user());
        for (int spend = 0; spend < 9; spend++) {
            west.spend(2); // on the 10th
        }

        assertThat(credits(west, ALL.ofTypes(Set.of(USAGE)).from(april(11)))).containsExactly(-1L);
        assertThat(credits(west, ALL.from(april(11)).to(april(11)))).containsExactly(-1L);
        assertThat(west.spentOn(april(11))).isEqualTo(1);
    }

    @Test
    void what_was_dated_back_hides_nothing_that_was_written_before() {
        account.add(100);
        on(10);
        account.spend(1);
        for (int spend = 0; spend < 5; spend++) {
            account.spend(SpendRequest.of(2).datedAt(Instant.parse("2026-04-02T12:00:00Z")));
        }

        assertThat(credits(ALL.from(april(10)))).containsExactly(-1L);
    }

    @Test
    void the_id_of_another_account_is_a_place_and_shows_none_of_its_rows() {
        account.add(1);
        var other = ledger.account("sms");
        other.add(2);
        account.add(3);
        var foreign = Standing.newestRow(other).id();

        assertThat(credits(ALL.before(foreign))).containsExactly(1L);
        assertThat(credits(ALL.ofKinds(Set.of(GRANT)).before(foreign))).containsExactly(1L);
        assertThat(credits(ALL.from(april(1)).before(foreign))).containsExactly(1L);
        assertThat(credits(other, ALL.ofTypes(Set.of(ADJUSTMENT)))).containsExactly(2L);
    }

    @Test
    void an_account_that_nobody_touched_has_no_rows() {
        var untouched = ledger.account("email");
        account.add(1);
        account.spend(1);

        for (var query : List.of(ALL, ALL.ofTypes(Set.of(USAGE)), ALL.ofKinds(Set.of(VOID)), ALL.to(april(1)))) {
            assertThat(untouched.transactions(query)).isEqualTo(new TransactionPage(List.of(), null));
        }
    }

    @Test
    void a_row_is_found_by_its_id_on_its_account_only() {
        live();
        var other = ledger.account("sms");
        other.add(2);

        assertThat(Standing.rows(account))
                .allSatisfy(row -> assertThat(account.transaction(row.id())).contains(row));
        assertThat(account.transaction(Standing.newestRow(other).id())).isEmpty();
        assertThat(account.transaction(new TransactionId(Long.MAX_VALUE))).isEmpty();
        assertThat(ledger.account("email").transaction(Standing.newestRow(other).id()))
                .isEmpty();
    }

    @Test
    void a_grant_is_found_by_its_id_as_it_stands() {
        var ending = account.add(AddRequest.of(10).expiringAt(ledger.inDays(1))).grant();
        var spent = account.add(AddRequest.of(20).expiringAt(ledger.inDays(2))).grant();
        var left = account.add(30).grant();
        account.spend(3);
        account.hold(HoldRequest.of(4));
        assertThat(account.grants()).hasSize(3).allSatisfy(grant -> assertThat(account.grant(grant.id()))
                .contains(grant));

        ledger.account("sms").add(1);
        ledger.advanceDays(1);
        account.spend(20);
        account.spend(5);
        account.spend(6);

        assertThat(account.grant(ending))
                .hasValueSatisfying(grant -> assertThat(grant.remaining()).isEqualTo(7));
        assertThat(account.grant(spent))
                .hasValueSatisfying(grant -> assertThat(grant.remaining()).isZero());
        assertThat(account.grant(left)).contains(account.grants().get(0));
        assertThat(ledger.account("sms").grant(left)).isEmpty();
    }
}
