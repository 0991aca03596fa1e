package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.AllSpent;
import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendAllResult;
import dev.spike.ledger.TransactionPage;
import dev.spike.ledger.TransactionQuery;
import dev.spike.ledger.TransactionType;
import dev.spike.ledger.postgres.PostgresCredits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page on the ledger shows is what runs. */
class LedgerPageTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final Path PAGE = Path.of("../docs/ledger.md");
    private static final Path HERE = Path.of("src/test/java/dev/spike/testkit/LedgerPageTest.java");

    private final Credits credits = PostgresCredits.on(DATABASE.dataSource())
            .creditType(CreditType.of("credits"))
            .creditType(CreditType.of("sms"))
            .build();
    private final Billable user = Billable.of("user", UUID.randomUUID().toString());
    private final Billable team = Billable.of("team", "7");

    @Test
    void every_java_of_the_page_runs_here_as_it_stands() throws IOException {
        var here = Files.readString(HERE).replaceAll("(?m)^        ", "");
        var shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(3).allSatisfy(block -> assertThat(here).contains(block));
        assertThat(Files.readString(PAGE))
                .contains("`credits.of(user, \"sms\").reverse(ReverseRequest.of(\"call-17\"))`");
    }

    @Test
    void both_accounts_are_spent_of_and_one_is_undone() {
        credits.of(user, "sms").add(10);
        credits.of(team, "credits").add(5);

        assertThat(spendOfBoth()).isInstanceOf(AllSpent.class);
        credits.of(user, "sms").reverse(ReverseRequest.of("call-17"));

        assertThat(credits.of(user, "sms").balance().total()).isEqualTo(10);
        assertThat(credits.of(team, "credits").balance().total()).isZero();
    }

    @Test
    void a_balance_is_remembered_and_what_was_spent_is_in_it() {
        var cached = caching(DATABASE.dataSource());
        cached.of(user, "sms").add(10);
        cached.of(user, "sms").balance();

        cached.of(user, "sms").spend(4);

        assertThat(cached.of(user, "sms").balance().total()).isEqualTo(6);
        assertThat(cached.balanceCache())
                .hasValueSatisfying(stats -> assertThat(stats.misses()).isEqualTo(2));
    }

    @Test
    void a_statement_is_asked_for_by_type_and_days() {
        var account = credits.of(user, "sms");
        account.add(AddRequest.of(10)
                .as(TransactionType.PRODUCT)
                .withTerms(GrantTerms.plain().datedAt(Instant.parse("2026-04-30T23:59:59Z"))));
        account.add(AddRequest.of(20)
                .as(TransactionType.PRODUCT)
                .withTerms(GrantTerms.plain().datedAt(Instant.parse("2026-05-01T00:00:00Z"))));
        account.add(AddRequest.of(40).withTerms(GrantTerms.plain().datedAt(Instant.parse("2026-04-30T23:59:59Z"))));

        assertThat(statement(account)).extracting(CreditTransaction::credits).containsExactly(10L);
    }

    /** The last page of two at most. */
    private static List<CreditTransaction> statement(CreditAccount account) {
        var query = TransactionQuery.newest(50)
                .ofTypes(Set.of(TransactionType.SUBSCRIPTION, TransactionType.PRODUCT))
                .from(LocalDate.of(2026, 4, 1))
                .to(LocalDate.of(2026, 4, 30));
        TransactionPage page = account.transactions(query);
        TransactionPage older = account.transactions(query.before(page.next())); // while next() is there
        return page.next() == null ? page.transactions() : older.transactions();
    }

    private static PostgresCredits caching(DataSource dataSource) {
        PostgresCredits credits = PostgresCredits.on(dataSource)
                .creditType(CreditType.of("sms"))
                .cacheBalances(BalanceCache.of(10_000, Duration.ofSeconds(1)))
                .build();
        return credits;
    }

    private SpendAllResult spendOfBoth() {
        SpendAllResult result = credits.trySpendAll(
                SpendAllRequest.of(user, "sms", 10).and(team, "credits", 5).withKey("call-17"));
        return result;
    }
}
