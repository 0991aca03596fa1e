package dev.spike.testkit.contract;

import static dev.spike.testkit.contract.LedgerUnderTest.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.Spent;
import dev.spike.ledger.Verb;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same request under the same key happens once, whatever it was answered, and however often it is sent. */
public abstract class IdempotencyContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected IdempotencyContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    private Receipt ask(Verb verb, long amount, String key) {
        return switch (verb) {
            case ADD -> account.add(AddRequest.of(amount).withKey(key)).receipt();
            case SPEND -> account.trySpend(SpendRequest.of(amount).withKey(key)).receipt();
            case REMOVE -> removal(amount, key);
            default -> throw new IllegalArgumentException("not one of the three: " + verb);
        };
    }

    private Receipt removal(long amount, String key) {
        try {
            return account.remove(RemoveRequest.of(amount).withKey(key)).receipt();
        } catch (NotEnoughBalanceException e) {
            return e.declined().receipt();
        }
    }

    private static void assertReplay(Receipt again, Receipt first) {
        assertThat(first.replayed()).isFalse();
        assertThat(again).usingRecursiveComparison().ignoringFields("replayed").isEqualTo(first);
        assertThat(again.replayed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ADD", "SPEND", "REMOVE"})
    void an_accepted_request_is_answered_again_and_moves_nothing(Verb verb) {
        account.add(AddRequest.of(100).expiringAt(ledger.inDays(2)));
        var first = ask(verb, 10, "k");
        account.add(7);
        var before = Standing.of(account);

        ledger.advanceHours(1);
        var again = ask(verb, 10, "k");

        assertReplay(again, first);
        assertThat(Standing.of(account)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"SPEND", "REMOVE"})
    void a_decline_is_answered_again_also_after_topping_up(Verb verb) { // a declined key stays declined
        account.add(5);
        var first = ask(verb, 10, "k");
        assertThat(first.outcome()).isEqualTo(Outcome.DECLINED);
        account.add(100);
        var before = Standing.of(account);

        var again = ask(verb, 10, "k");

        assertReplay(again, first);
        assertThat(Standing.of(account)).isEqualTo(before);
        assertThat(ask(verb, 10, "new").outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(account.balance().total()).isEqualTo(95);
    }

    @Test
    void a_decline_answered_again_still_says_what_would_have_helped() {
        account.add(AddRequest.of(100).withTerms(GrantTerms.plain().startingAt(ledger.inDays(1))));
        var first = (Declined) account.trySpend(SpendRequest.of(10).withKey("k"));
        ledger.advanceDays(2);

        var again = (Declined) account.trySpend(SpendRequest.of(10).withKey("k"));
        var thrown = catchThrowableOfType(
                NotEnoughBalanceException.class,
                () -> account.spend(SpendRequest.of(10).withKey("k")));

        assertThat(again.nextStart()).isNotNull().isEqualTo(first.nextStart());
        assertThat(again.sentence()).isEqualTo(first.sentence());
        assertThat(thrown).hasMessage(first.sentence());
    }

    @Test
    void a_request_is_answered_again_where_time_would_refuse_it_now() {
        var request = AddRequest.of(10)
                .withKey("k")
                .withTerms(GrantTerms.plain().startingAt(ledger.inDays(1)).expiringAt(ledger.inDays(2)));
        var first = account.add(request);
        ledger.advanceDays(5);

        var again = account.add(request);

        assertReplay(again.receipt(), first.receipt());
        assertThat(again.grant()).isEqualTo(first.grant());
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "2026-04-10T00:00:00Z,        2026-04-20T00:00:00Z",
        "2026-04-30T23:59:59.999999Z, 2026-05-01T00:00:00Z", // the months April to June have a partition each
        "2026-04-10T00:00:00Z,        2026-06-10T00:00:00Z",
        "2026-03-31T23:59:59.999999Z, 2026-04-01T00:00:00Z", // all others share one
        "2026-06-30T23:59:59.999999Z, 2026-07-01T00:00:00Z",
        "2026-02-10T00:00:00Z,        2026-03-10T00:00:00Z",
        "2026-07-10T00:00:00Z,        2027-08-01T00:00:00Z",
    })
    void a_key_is_found_in_whichever_month_it_was_used(Instant firstAt, Instant againAt) {
        ledger.clock().set(firstAt);
        account.add(100);
        var spent = ask(Verb.SPEND, 10, "spend");
        var declined = ask(Verb.SPEND, 1000, "declined");
        ledger.clock().set(againAt);

        assertReplay(ask(Verb.SPEND, 10, "spend"), spent);
        assertReplay(ask(Verb.SPEND, 1000, "declined"), declined);
        assertThat(account.balance().total()).isEqualTo(90);
    }

    @Test
    void a_key_belongs_to_its_account() {
        var another = ledger.credits().of(LedgerUnderTest.somebody());
        account.add(AddRequest.of(10).withKey("k"));

        assertThat(ledger.account("sms")
                        .add(AddRequest.of(20).withKey("k"))
                        .receipt()
                        .replayed())
                .isFalse();
        assertThat(another.add(AddRequest.of(30).withKey("k")).receipt().replayed())
                .isFalse();
        assertThat(another.balance().total()).isEqualTo(30);
    }

    @Test
    void keys_are_compared_exactly() {
        account.add(100);
        for (var key : new String[] {"k", "K", "k ", " k", "ı", "i", "I", "İ", "é", "e\u0301", "key%", "key_"}) {
            assertThat(ask(Verb.SPEND, 1, key).replayed()).as(key).isFalse();
        }
        assertThat(account.balance().total()).isEqualTo(88);
    }

    @Test
    void without_a_key_one_is_made_and_a_repeat_is_another_request() {
        account.add(20);

        var one = account.spend(5).receipt();
        var other = account.spend(5).receipt();

        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(account.balance().total()).isEqualTo(10);
        assertReplay(ask(Verb.SPEND, 5, one.key().text()), one);
    }

    @Test
    void a_request_that_is_refused_leaves_its_key_free() {
        account.add(20);
        var late =
                AddRequest.of(5).withKey("k").withTerms(GrantTerms.plain().startingAt(START.minus(Duration.ofDays(1))));
        Standing.assertRefused(ErrorCode.STARTS_IN_THE_PAST, account, on -> on.add(late));

        assertThat(account.trySpend(SpendRequest.of(5).withKey("k"))).isInstanceOf(Spent.class);
    }
}
