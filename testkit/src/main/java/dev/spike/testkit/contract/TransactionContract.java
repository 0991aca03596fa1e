package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.TransactionId;
import dev.spike.ledger.TransactionPage;
import dev.spike.testkit.contract.LedgerUnderTest.Maker;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of an account, newest first, page by page. */
public abstract class TransactionContract {

    private final LedgerUnderTest ledger;
    private final CreditAccount account;

    protected TransactionContract(Maker maker) {
        ledger = LedgerUnderTest.of(maker, Setup.standard().ungrouped());
        account = ledger.account();
    }

    private void addOneTo(int last) {
        for (int amount = 1; amount <= last; amount++) {
            account.add(amount);
        }
    }

    private static List<Long> newestFirst(int last) {
        var amounts = new ArrayList<>(LongStream.rangeClosed(1, last).boxed().toList());
        Collections.reverse(amounts);
        return amounts;
    }

    @ParameterizedTest(name = "{0} rows by {1}")
    @CsvSource({"0, 10, 1", "1, 10, 1", "10, 10, 1", "11, 10, 2", "30, 10, 3", "37, 10, 4", "5, 1, 5", "7, 1000, 1"})
    void pages_hold_every_row_once_newest_first_and_the_last_says_so(int rows, int size, int pagesExpected) {
        addOneTo(rows);

        var amounts = new ArrayList<Long>();
        int pages = 0;
        @Nullable TransactionId next = null;
        do {
            var page = account.transactions(next, size);
            page.transactions().forEach(row -> amounts.add(row.credits()));
            next = page.next();
            pages++;
        } while (next != null);

        assertThat(amounts).isEqualTo(newestFirst(rows));
        assertThat(pages).isEqualTo(pagesExpected);
    }

    @Test
    void rows_that_come_meanwhile_shift_no_page() {
        addOneTo(6);
        var first = account.transactions(null, 3);

        account.add(7);
        var second = account.transactions(first.next(), 3);

        assertThat(second.transactions()).extracting(CreditTransaction::credits).containsExactly(3L, 2L, 1L);
    }

    @Test
    void rows_of_other_accounts_are_on_no_page() {
        account.add(1);
        ledger.account("sms").add(2);
        ledger.credits().of(LedgerUnderTest.somebody()).add(3);

        assertThat(Standing.rows(account))
                .extracting(CreditTransaction::credits)
                .containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, TransactionPage.SIZE_MAX + 1})
    void a_page_has_one_to_a_thousand_rows(int size) {
        Standing.assertRefused(ErrorCode.PAGE_SIZE_OUT_OF_RANGE, account, on -> on.transactions(null, size));
    }

    @Test
    void every_row_carries_the_expiry_of_its_grant() { // the rows of D01 that make the law true
        var ends = ledger.inDays(7);
        account.add(AddRequest.of(100).expiringAt(ends));
        account.add(100);

        account.spend(30);
        account.remove(20);
        account.spend(60);

        assertThat(Standing.rows(account))
                .extracting(CreditTransaction::credits, row -> row.times().expiresAt())
                .containsExactly(
                        tuple(-10L, null),
                        tuple(-50L, ends),
                        tuple(-20L, ends),
                        tuple(-30L, ends),
                        tuple(100L, null),
                        tuple(100L, ends));
    }

    @Test
    void a_row_says_from_when_it_counts() {
        var start = ledger.inDays(1);
        var granted =
                account.add(AddRequest.of(100).withTerms(GrantTerms.plain().startingAt(start)));
        assertThat(Standing.newestRow(account).times().effectiveAt()).isEqualTo(start);

        ledger.advanceDays(2);
        account.spend(10);

        assertThat(Standing.newestRow(account))
                .returns(ledger.now(), row -> row.times().effectiveAt())
                .returns(granted.grant(), CreditTransaction::grant);
    }
}
