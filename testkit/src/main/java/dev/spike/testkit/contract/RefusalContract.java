package dev.spike.testkit.contract;

import static dev.spike.testkit.contract.LedgerUnderTest.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.TransactionType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that is wrong is refused with a code and a sentence, and nothing moves. */
public abstract class RefusalContract {

    private static final Instant PAST = START.minus(Duration.ofNanos(1_000));
    private static final Instant FUTURE = START.plus(Duration.ofNanos(1_000));
    private static final Instant NEVER = Instant.parse("+10000-01-01T00:00:00Z");
    private static final GrantTerms PLAIN = GrantTerms.plain();
    private static final GrantId NO_GRANT = new GrantId(Long.MAX_VALUE);

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected RefusalContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard().ungrouped());
        account = ledger.account();
        account.add(100);
    }

    private static Consumer<CreditAccount> adding(long amount, GrantTerms terms) {
        return account -> account.add(AddRequest.of(amount).withTerms(terms));
    }

    static Stream<Arguments> amounts() {
        return Stream.of(0L, -1L, -5L, Long.MIN_VALUE)
                .flatMap(amount -> Stream.<Arguments>of(
                        arguments("add " + amount, act(on -> on.add(amount))),
                        arguments("remove " + amount, act(on -> on.remove(amount))),
                        arguments("spend " + amount, act(on -> on.spend(amount))),
                        arguments("try to spend " + amount, act(on -> on.trySpend(amount))),
                        arguments("ask whether one can spend " + amount, act(on -> on.canSpend(amount)))));
    }

    private static Consumer<CreditAccount> act(Consumer<CreditAccount> request) {
        return request;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("amounts")
    void an_amount_is_above_zero(String what, Consumer<CreditAccount> request) { // D16
        Standing.assertRefused(ErrorCode.AMOUNT_NOT_POSITIVE, account, request);
    }

    static Stream<Arguments> times() {
        return Stream.of(
                arguments("starts in the past", adding(5, PLAIN.startingAt(PAST)), ErrorCode.STARTS_IN_THE_PAST),
                arguments("ends as it starts", adding(5, PLAIN.expiringAt(START)), ErrorCode.EXPIRES_BEFORE_START),
                arguments("ended before", adding(5, PLAIN.expiringAt(PAST)), ErrorCode.EXPIRES_BEFORE_START),
                arguments(
                        "ends as it starts later",
                        adding(5, PLAIN.startingAt(FUTURE).expiringAt(FUTURE)),
                        ErrorCode.EXPIRES_BEFORE_START),
                arguments("an add of tomorrow", adding(5, PLAIN.datedAt(FUTURE)), ErrorCode.DATED_IN_THE_FUTURE),
                arguments(
                        "a spend of tomorrow",
                        act(on -> on.spend(SpendRequest.of(5).datedAt(FUTURE))),
                        ErrorCode.DATED_IN_THE_FUTURE),
                arguments(
                        "a removal of tomorrow",
                        act(on -> on.remove(RemoveRequest.of(5).datedAt(FUTURE))),
                        ErrorCode.DATED_IN_THE_FUTURE),
                arguments(
                        "ends after the year 9999",
                        act(on -> on.add(AddRequest.of(5).expiringAt(NEVER))),
                        ErrorCode.INSTANT_OUT_OF_RANGE),
                arguments(
                        "starts before the year 1",
                        act(on -> on.add(AddRequest.of(5).withTerms(PLAIN.startingAt(Instant.MIN)))),
                        ErrorCode.INSTANT_OUT_OF_RANGE),
                arguments(
                        "a spend before the year 1",
                        act(on -> on.spend(SpendRequest.of(5).datedAt(Instant.MIN))),
                        ErrorCode.INSTANT_OUT_OF_RANGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("times")
    void an_instant_is_where_it_can_be(String what, Consumer<CreditAccount> request, ErrorCode code) {
        Standing.assertRefused(code, account, request);
    }

    @Test
    void an_account_never_holds_more_than_64_bits() {
        Standing.assertRefused(ErrorCode.AMOUNT_TOO_LARGE, account, on -> on.add(Long.MAX_VALUE - 99));

        account.add(Long.MAX_VALUE - 100);
        assertThat(account.balance().total()).isEqualTo(Long.MAX_VALUE);
        Standing.assertRefused(ErrorCode.AMOUNT_TOO_LARGE, account, on -> on.add(1));
    }

    @Test
    void credits_that_start_later_need_their_room_too() {
        account.add(AddRequest.of(Long.MAX_VALUE - 100).withTerms(PLAIN.startingAt(FUTURE)));

        Standing.assertRefused(ErrorCode.AMOUNT_TOO_LARGE, account, on -> on.add(1));
        ledger.advanceDays(1);
        assertThat(account.balance().total()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_grant_to_remove_from_is_open_on_this_account() {
        var ending = account.add(AddRequest.of(5).expiringAt(ledger.inDays(1))).grant();
        var used =
                account.add(AddRequest.of(5).withTerms(PLAIN.withPriority(-1))).grant();
        var ofAnother = ledger.credits().of(LedgerUnderTest.somebody()).add(5).grant();
        account.spend(5);
        ledger.advanceDays(1);

        for (var grant : new GrantId[] {ending, used, ofAnother, NO_GRANT}) {
            Standing.assertRefused(
                    ErrorCode.GRANT_NOT_OPEN,
                    account,
                    on -> on.remove(RemoveRequest.of(1).from(grant)));
        }
    }

    @Test
    void a_credit_type_is_one_of_those_configured() {
        Standing.assertRefused(ErrorCode.UNKNOWN_CREDIT_TYPE, account, on -> ledger.account("fax"));
        assertThatThrownBy(() -> ledger.account("fax"))
                .hasMessageContainingAll("'fax'", "credits, sms, email")
                .hasMessageEndingWith(".");
    }

    @Test
    void what_is_added_is_no_usage() {
        assertThatThrownBy(() -> AddRequest.of(5).as(TransactionType.USAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("subscription, product or adjustment");
    }
}
