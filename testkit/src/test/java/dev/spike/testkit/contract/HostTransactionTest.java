package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.BalanceUpdated;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.NoneSpent;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.SpikeException;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host may rely on when credits move inside its own database transaction. */
class HostTransactionTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private final List<BalanceUpdated> told = new ArrayList<>();
    private final Billable user = LedgerUnderTest.somebody();
    private final PostgresCredits credits =
            Engines.on(DATABASE.dataSource(), Setup.standard().telling(told::add));
    private final HostStore host = new HostStore();

    private final Connection connection;

    HostTransactionTest() throws SQLException {
        connection = DATABASE.dataSource().getConnection();
    }

    @BeforeAll
    static void createTheTableOfTheHost() {
        DATABASE.run(HostStore.CREATE);
    }

    @BeforeEach
    void beginWithTwentyCredits() throws SQLException {
        credits.of(user).add(20);
        told.clear();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private CreditAccount joined() {
        return credits.joining(connection).of(user);
    }

    private long available() {
        return credits.of(user).balance().available();
    }

    private void assertUsable() throws SQLException {
        assertThat(host.one(connection)).isEqualTo(1);
        var order = UUID.randomUUID().toString();
        host.insert(connection, order);
        connection.commit();
        assertThat(host.isThere(DATABASE.dataSource(), order)).isTrue();
    }

    @Test
    void the_row_of_the_host_and_the_spend_are_committed_together() throws SQLException {
        var order = UUID.randomUUID().toString();
        host.insert(connection, order);
        joined().spend(SpendRequest.of(5).withKey(order));
        assertThat(available()).isEqualTo(20);
        assertThat(host.isThere(DATABASE.dataSource(), order)).isFalse();

        connection.commit();

        assertThat(available()).isEqualTo(15);
        assertThat(host.isThere(DATABASE.dataSource(), order)).isTrue();
        assertThat(credits.of(user).receipt(order)).isPresent();
    }

    @Test
    void a_rollback_gives_the_credits_back_and_frees_the_key() throws SQLException {
        var order = UUID.randomUUID().toString();
        host.insert(connection, order);
        joined().spend(SpendRequest.of(5).withKey(order));

        connection.rollback();

        assertThat(available()).isEqualTo(20);
        assertThat(credits.of(user).receipt(order)).isEmpty();
        assertThat(host.isThere(DATABASE.dataSource(), order)).isFalse();
        assertThat(credits.of(user)
                        .spend(SpendRequest.of(5).withKey(order))
                        .receipt()
                        .replayed())
                .isFalse();
    }

    @Test
    void several_verbs_in_one_transaction_see_one_another() throws SQLException {
        var joined = joined();

        joined.add(10);
        assertThat(joined.trySpend(25)).isInstanceOf(Spent.class);
        joined.remove(2);
        assertThat(joined.balance().available()).isEqualTo(3);
        assertThat(joined.trySpend(4)).isInstanceOf(Declined.class);
        connection.commit();

        assertThat(available()).isEqualTo(3);
    }

    @Test
    void a_decline_leaves_the_transaction_usable() throws SQLException {
        assertThat(joined().trySpend(30)).isInstanceOf(Declined.class);

        assertUsable();
        assertThat(available()).isEqualTo(20);
    }

    @Test
    void a_spend_of_several_accounts_that_is_declined_or_refused_leaves_the_transaction_usable() throws SQLException {
        var several = SpendAllRequest.of(user, "credits", 5)
                .and(LedgerUnderTest.somebody(), "sms", 1)
                .withKey("several");
        var joined = credits.joining(connection);

        assertThat(joined.trySpendAll(several)).isInstanceOf(NoneSpent.class);
        assertUsable();
        var refusal = catchThrowableOfType(SpikeException.class, () -> joined.spendAll(several.and(user, "email", 1)));
        assertThat(refusal.error()).isEqualTo(ErrorCode.KEY_REUSED);
        assertUsable();

        assertThat(available()).isEqualTo(20);
    }

    @Test
    void the_row_of_the_host_and_a_spend_of_several_accounts_are_rolled_back_together() throws SQLException {
        credits.of(user, "sms").add(10);
        told.clear();
        var several = SpendAllRequest.of(user, "credits", 5).and(user, "sms", 1).withKey("several");

        credits.joining(connection).spendAll(several);
        connection.rollback();

        assertThat(available()).isEqualTo(20);
        assertThat(credits.spendAll(several).receipts()).noneMatch(Receipt::replayed);
        assertThat(told).hasSize(2);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused(ErrorCode.NOT_ENOUGH_BALANCE, on -> on.spend(30)),
                refused(ErrorCode.NOT_ENOUGH_BALANCE, on -> on.remove(30)),
                refused(ErrorCode.AMOUNT_NOT_POSITIVE, on -> on.spend(0)),
                refused(ErrorCode.AMOUNT_TOO_LARGE, on -> on.add(Long.MAX_VALUE)),
                refused(
                        ErrorCode.EXPIRES_BEFORE_START,
                        on -> on.add(AddRequest.of(1).expiringAt(LedgerUnderTest.START))),
                refused(
                        ErrorCode.GRANT_NOT_OPEN,
                        on -> on.remove(RemoveRequest.of(1).from(new GrantId(0)))),
                refused(
                        ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                        on -> on.spend(SpendRequest.of(1).withNotes("A note"))),
                refused(
                        ErrorCode.TEXT_NOT_STORABLE,
                        on -> on.spend(SpendRequest.of(1).withKey("\0"))),
                refused(ErrorCode.KEY_REUSED, on -> on.spend(SpendRequest.of(2).withKey("used"))),
                refused(ErrorCode.KEY_REUSED, on -> on.add(AddRequest.of(2).withKey("used"))));
    }

    private static Arguments refused(ErrorCode code, Consumer<CreditAccount> request) {
        return arguments(code, request);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void a_refusal_leaves_the_transaction_usable(ErrorCode code, Consumer<CreditAccount> request) throws SQLException {
        var joined = joined();
        joined.spend(SpendRequest.of(1).withKey("used"));

        var refusal = catchThrowableOfType(SpikeException.class, () -> request.accept(joined));

        assertThat(refusal.error()).isEqualTo(code);
        assertUsable();
        assertThat(available()).isEqualTo(19);
    }

    @Test
    void nothing_is_told_until_the_host_says_that_it_has_committed() throws SQLException {
        var joined = credits.joining(connection);
        var added = joined.of(user).add(10);
        var spent = joined.of(user).spend(5);
        joined.of(user).trySpend(1000);
        connection.commit();
        assertThat(told).isEmpty();

        joined.publish();
        assertThat(told).extracting(BalanceUpdated::receipt).containsExactly(added.receipt(), spent.receipt());

        joined.publish();
        assertThat(told).hasSize(2);
    }

    @Test
    void nothing_is_told_of_what_was_rolled_back() throws SQLException {
        joined().spend(5);
        connection.rollback();

        var next = credits.joining(connection);
        next.of(user).spend(1);
        connection.commit();
        next.publish();

        assertThat(told).singleElement().returns(19L, event -> event.balance().available());
    }
}
