package dev.spike.testkit.contract;

import static dev.spike.testkit.contract.LedgerUnderTest.START;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where several things are wrong with a request, the first in the order of the checks is the answer. */
public abstract class RefusalOrderContract {

    private static final Instant PAST = START.minus(Duration.ofNanos(1_000));
    private static final Instant FUTURE = START.plus(Duration.ofNanos(1_000));
    private static final GrantTerms PLAIN = GrantTerms.plain();
    private static final GrantId NO_GRANT = new GrantId(Long.MAX_VALUE);
    private static final SpendRequest MUCH_TOMORROW = SpendRequest.of(1000).datedAt(FUTURE);

    private final CreditAccount grouped;
    private final CreditAccount ungrouped;

    protected RefusalOrderContract(Maker maker) {
        grouped = LedgerUnderTest.of(maker, Setup.standard()).account();
        ungrouped = LedgerUnderTest.of(maker, Setup.standard().ungrouped()).account();
    }

    private static Arguments row(String order, ErrorCode code, Consumer<CreditAccount> request) {
        return arguments(order, code, request);
    }

    static Stream<Arguments> beforeTheAccountIsLocked() {
        return Stream.of(
                row(
                        "an amount of 0, then an instant out of range",
                        ErrorCode.AMOUNT_NOT_POSITIVE,
                        on -> on.spend(new SpendRequest(0, null, MUCH_TOMORROW.remarks(), Instant.MAX))),
                row(
                        "a grouped spend with a note, then a key used for another request",
                        ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                        on -> on.spend(SpendRequest.of(5).withKey("used").withNotes("A note"))),
                row(
                        "a grouped spend with a date, then that it lies in the future",
                        ErrorCode.GROUPED_SPEND_WITH_DETAILS,
                        on -> on.spend(MUCH_TOMORROW)));
    }

    static Stream<Arguments> theKey() {
        return Stream.of(
                row(
                        "a key used, then a date in the future",
                        ErrorCode.KEY_REUSED,
                        on -> on.spend(MUCH_TOMORROW.withKey("used"))),
                row(
                        "a key used, then a start in the past",
                        ErrorCode.KEY_REUSED,
                        on -> on.add(AddRequest.of(5).withKey("used").withTerms(PLAIN.startingAt(PAST)))),
                row(
                        "a key used, then a grant that is not open",
                        ErrorCode.KEY_REUSED,
                        on -> on.remove(RemoveRequest.of(5).withKey("used").from(NO_GRANT))),
                row(
                        "a key used, then not enough",
                        ErrorCode.KEY_REUSED,
                        on -> on.spend(SpendRequest.of(1000).withKey("used"))));
    }

    static Stream<Arguments> underTheLock() {
        return Stream.of(
                row(
                        "a date in the future, then not enough",
                        ErrorCode.DATED_IN_THE_FUTURE,
                        on -> on.spend(MUCH_TOMORROW)),
                row(
                        "a date in the future, then a grant that is not open",
                        ErrorCode.DATED_IN_THE_FUTURE,
                        on -> on.remove(RemoveRequest.of(5).datedAt(FUTURE).from(NO_GRANT))),
                row(
                        "a date in the future, then a start in the past",
                        ErrorCode.DATED_IN_THE_FUTURE,
                        on -> on.add(
                                AddRequest.of(5).withTerms(PLAIN.datedAt(FUTURE).startingAt(PAST)))),
                row(
                        "a start in the past, then an end before it",
                        ErrorCode.STARTS_IN_THE_PAST,
                        on -> on.add(AddRequest.of(5)
                                .withTerms(PLAIN.startingAt(PAST).expiringAt(PAST)))),
                row(
                        "an end before its start, then more than 64 bits",
                        ErrorCode.EXPIRES_BEFORE_START,
                        on -> on.add(AddRequest.of(Long.MAX_VALUE).expiringAt(PAST))),
                row(
                        "a grant that is not open, then not enough",
                        ErrorCode.GRANT_NOT_OPEN,
                        on -> on.remove(RemoveRequest.of(1000).from(NO_GRANT))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beforeTheAccountIsLocked")
    void what_needs_no_account_is_looked_at_first(String order, ErrorCode code, Consumer<CreditAccount> request) {
        assertFirst(grouped, code, request);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("theKey")
    void the_key_comes_before_what_only_the_account_can_tell(
            String order, ErrorCode code, Consumer<CreditAccount> request) {
        assertFirst(ungrouped, code, request);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("underTheLock")
    void dates_come_before_starts_ends_grants_and_amounts(
            String order, ErrorCode code, Consumer<CreditAccount> request) {
        assertFirst(ungrouped, code, request);
    }

    private static void assertFirst(CreditAccount account, ErrorCode code, Consumer<CreditAccount> request) {
        account.add(100);
        account.spend(SpendRequest.of(10).withKey("used"));

        Standing.assertRefused(code, account, request);
    }
}
