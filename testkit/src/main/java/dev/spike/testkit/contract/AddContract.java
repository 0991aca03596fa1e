package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditTransaction.Times;
import dev.spike.ledger.Declined;
import dev.spike.ledger.EntryKind;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.NextStart;
import dev.spike.ledger.TransactionType;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes in: a grant, and the row that it is. */
public abstract class AddContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected AddContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard());
        account = ledger.account();
    }

    @Test
    void added_credits_are_one_row_of_adjustment_that_is_its_own_grant() { // A01
        var granted = account.add(10);

        assertThat(account.balance().total()).isEqualTo(10);
        assertThat(Standing.rows(account))
                .singleElement()
                .returns(10L, CreditTransaction::credits)
                .returns(TransactionType.ADJUSTMENT, CreditTransaction::type)
                .returns(EntryKind.GRANT, CreditTransaction::entry)
                .returns(granted.grant(), CreditTransaction::grant)
                .returns(granted.grant().number(), row -> row.id().number())
                .returns(new Times(ledger.now(), null, ledger.now(), ledger.now()), CreditTransaction::times);
    }

    @Test
    void a_note_is_kept_with_the_credits() { // A03
        account.add(AddRequest.of(10).withNotes("Welcome"));

        assertThat(Standing.newestRow(account).remarks().notes()).isEqualTo("Welcome");
        assertThat(account.grants()).singleElement().satisfies(grant -> assertThat(grant.notes())
                .isEqualTo("Welcome"));
    }

    @Test
    void credits_with_an_expiry_are_gone_after_it() { // A04
        account.add(AddRequest.of(10).expiringAt(ledger.inDays(10)));
        var expiresAt = ledger.inDays(10);
        assertThat(account.balance().total()).isEqualTo(10);

        ledger.advanceDays(11);

        assertThat(account.balance().total()).isZero();
        assertThat(Standing.newestRow(account).times().expiresAt()).isEqualTo(expiresAt);
    }

    @Test
    void credits_of_one_type_leave_the_other_alone() { // A05
        account.add(10);
        assertThat(account.balance().total()).isEqualTo(10);
        assertThat(ledger.account("sms").balance().total()).isZero();

        ledger.account("sms").add(5);
        assertThat(account.balance().total()).isEqualTo(10);
        assertThat(ledger.account("sms").balance().total()).isEqualTo(5);
    }

    @Test
    void a_date_for_the_books_is_kept_and_counts_only_from_the_decision() { // A06
        var date = ledger.inDays(-5);
        var expiresAt = ledger.inDays(10);

        account.add(AddRequest.of(10)
                .withNotes("Forgotten")
                .withTerms(GrantTerms.plain().datedAt(date).expiringAt(expiresAt)));

        assertThat(Standing.newestRow(account))
                .returns(10L, CreditTransaction::credits)
                .returns(TransactionType.ADJUSTMENT, CreditTransaction::type)
                .returns("Forgotten", row -> row.remarks().notes())
                .returns(new Times(ledger.now(), expiresAt, date, date), CreditTransaction::times);
        assertThat(account.balance().total()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "USAGE")
    void what_the_credits_are_to_people_is_kept(TransactionType type) {
        account.add(AddRequest.of(10).as(type));

        assertThat(Standing.newestRow(account).type()).isEqualTo(type);
        assertThat(account.grants()).singleElement().returns(type, grant -> grant.type());
    }

    @Test
    void credits_that_start_later_are_worth_nothing_until_then() { // D17
        var start = ledger.inDays(31);
        account.add(AddRequest.of(100).withTerms(GrantTerms.plain().startingAt(start)));

        assertThat(account.balance().total()).isZero();
        assertThat(account.canSpend(1)).isFalse();
        assertThat(account.trySpend(1))
                .isInstanceOfSatisfying(Declined.class, declined -> assertThat(declined.nextStart())
                        .isEqualTo(new NextStart(start, 100)));
        ledger.clock().set(start);
        assertThat(account.balance().total()).isEqualTo(100);
    }

    @Test
    void instants_are_cut_to_microseconds_before_anything_is_decided() {
        var expiresAt = ledger.inHours(1);

        account.add(AddRequest.of(10).expiringAt(expiresAt.plusNanos(999)));

        assertThat(Standing.newestRow(account).times().expiresAt()).isEqualTo(expiresAt);
        ledger.clock().set(expiresAt.plusNanos(1));
        assertThat(account.balance().total()).isZero();
        ledger.clock().advance(Duration.ofNanos(1_500));
        assertThat(account.add(5).receipt().decidedAt()).isEqualTo(expiresAt.plusNanos(1_000));
    }
}
