package dev.spike.testkit.contract;

import static dev.spike.testkit.contract.LedgerUnderTest.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.SpendRequest;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page on history is true: its steps, its balances and its sentences. */
class HistoryPageTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final Path PAGE = Path.of("..", "docs", "history.md");

    private static final Pattern STEP =
            Pattern.compile("\\| (\\d+) \\| (add|spend|hold) (\\d+)(?: until (\\d+))? as (\\w+)(: declined)? \\|");
    private static final Pattern NOW = Pattern.compile("Asked now, at hour (\\d+):");
    private static final Pattern ANSWER = Pattern.compile("\\| (-?\\d+) \\| (-?\\d+) \\| (\\d+) \\| (\\d+) \\|");
    private static final Pattern SENTENCE = Pattern.compile("(\\w+): ([A-Z].*\\.)");

    private final LedgerUnderTest ledger =
            LedgerUnderTest.of(setup -> Engines.on(DATABASE.dataSource(), setup), Setup.standard());
    private final CreditAccount account = ledger.account();

    @Test
    void the_steps_the_balances_and_the_sentences_are_as_the_page_says() throws IOException {
        var page = Files.readAllLines(PAGE);

        var steps = matches(STEP, page);
        steps.forEach(this::take);
        ledger.clock().set(hour(Long.parseLong(matches(NOW, page).get(0).group(1))));
        var answers = matches(ANSWER, page);
        answers.forEach(this::ask);
        var sentences = matches(SENTENCE, page);
        sentences.forEach(this::explain);

        assertThat(List.of(steps.size(), answers.size(), sentences.size())).containsExactly(6, 8, 4);
        assertThat(page.stream().filter(line -> line.startsWith("| ")).count())
                .as("rows of tables, with their headings")
                .isEqualTo(6 + 8 + 4);
    }

    private static List<MatchResult> matches(Pattern pattern, List<String> page) {
        return page.stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.toMatchResult())
                .toList();
    }

    private static Instant hour(long hour) {
        return START.plus(Duration.ofHours(hour));
    }

    private void take(MatchResult step) {
        ledger.clock().set(hour(Long.parseLong(step.group(1))));
        long amount = Long.parseLong(step.group(3));
        var name = step.group(5);
        switch (step.group(2)) {
            case "add" ->
                account.add(AddRequest.of(amount).withKey(name).expiringAt(hour(Long.parseLong(step.group(4)))));
            case "hold" ->
                account.hold(HoldRequest.of(amount).withKey(name).until(hour(Long.parseLong(step.group(4)))));
            default -> {
                var result = account.trySpend(SpendRequest.of(amount).withKey(name));
                assertThat(result instanceof Declined).as(name).isEqualTo(step.group(6) != null);
            }
        }
    }

    private void ask(MatchResult answer) {
        var expected = new Balance(
                Long.parseLong(answer.group(2)), Long.parseLong(answer.group(3)), Long.parseLong(answer.group(4)));

        assertThat(account.balanceAt(hour(Long.parseLong(answer.group(1)))))
                .as(answer.group())
                .isEqualTo(expected);
    }

    private void explain(MatchResult sentence) {
        var receipt = account.receipt(sentence.group(1)).map(Receipt::id).orElseThrow();

        assertThat(ledger.credits().explain(receipt).orElseThrow().sentence()).isEqualTo(sentence.group(2));
    }
}
