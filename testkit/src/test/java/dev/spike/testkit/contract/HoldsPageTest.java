package dev.spike.testkit.contract;

import static dev.spike.testkit.contract.LedgerUnderTest.START;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.Balance;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CloseResult;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Declined;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.GrantTerms;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the page on holds are true, grouped and not. */
class HoldsPageTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final Path PAGE = Path.of("..", "docs", "holds.md");

    private static final Pattern LINE =
            Pattern.compile("\\| (\\d+) \\| ([^|:]+?)(?:: (\\w+))? \\| (-?\\d+) \\| (\\d+) \\| (\\d+) \\|");

    private static final Pattern STEP = Pattern.compile(
            "(\\w+)(?: (\\d+))?(?: of)?(?: (?!from|until|as)([a-z]+))?(?: from (\\d+))?(?: until (\\d+))?(?: as (\\w+))?(, keeping the rest)?");

    record Step(int hour, String text, String outcome, Balance balance) {}

    record Table(String heading, List<Step> steps) {

        @Override
        public String toString() {
            return heading + ": " + steps.get(0).text() + " ...";
        }
    }

    private final Map<String, GrantId> grants = new HashMap<>();
    private final Map<String, HoldId> holds = new HashMap<>();

    static List<Table> tables() throws IOException {
        var tables = new ArrayList<Table>();
        var steps = new ArrayList<Step>();
        var heading = "";
        for (var line :
                Stream.concat(Files.readAllLines(PAGE).stream(), Stream.of("")).toList()) {
            heading = line.startsWith("## ") ? line.substring(3) : heading;
            var cells = LINE.matcher(line);
            if (cells.matches()) {
                var outcome = cells.group(3) == null ? "done" : cells.group(3);
                var balance = new Balance(number(cells.group(4)), number(cells.group(5)), number(cells.group(6)));
                steps.add(new Step(Integer.parseInt(cells.group(1)), cells.group(2), outcome, balance));
            } else if (line.isBlank() && !steps.isEmpty()) {
                tables.add(new Table(heading, List.copyOf(steps)));
                steps.clear();
            }
        }
        return tables;
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    @Test
    void every_line_of_every_table_is_read() throws IOException {
        long lines = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| hour") && !line.startsWith("| --"))
                .count();

        assertThat(tables().stream().mapToInt(table -> table.steps().size()).sum())
                .isEqualTo((int) lines)
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_table_says_what_happens(Table table) {
        walk(table, Setup.standard());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_table_says_what_happens_where_every_spend_is_kept(Table table) {
        walk(table, Setup.standard().ungrouped());
    }

    private void walk(Table table, Setup standard) {
        var setup = table.heading().equals("Holds") ? standard : standard.negative(NegativePolicy.downTo(-500));
        var law = new Law(DATABASE.dataSource());
        var ledger = LedgerUnderTest.of(
                asked -> law.watching(Engines.on(DATABASE.dataSource(), asked), asked.clock()), setup);
        for (var step : table.steps()) {
            ledger.clock().set(hour(step.hour()));

            assertThat(outcome(ledger.account(), step.text())).as(step.text()).isEqualTo(step.outcome());

            assertThat(ledger.account().balance()).as(step.text()).isEqualTo(step.balance());
        }
    }

    private static Instant hour(long hour) {
        return START.plus(Duration.ofHours(hour));
    }

    private String outcome(CreditAccount account, String text) {
        var words = STEP.matcher(text);
        assertThat(words.matches()).as(text).isTrue();
        long amount = words.group(2) == null ? 0 : number(words.group(2));
        var name = words.group(3);
        var from = words.group(4);
        var until = words.group(5);
        var as = words.group(6);
        return switch (words.group(1)) {
            case "read" -> "done";
            case "add" -> {
                var terms = GrantTerms.plain();
                terms = from == null ? terms : terms.startingAt(hour(number(from)));
                terms = until == null ? terms : terms.expiringAt(hour(number(until)));
                grants.put(
                        as, account.add(AddRequest.of(amount).withTerms(terms)).grant());
                yield "done";
            }
            case "spend" -> {
                var request = as == null
                        ? SpendRequest.of(amount)
                        : SpendRequest.of(amount).withKey(as);
                yield account.trySpend(request) instanceof Declined ? "declined" : "done";
            }
            case "hold" -> {
                var request = HoldRequest.of(amount);
                holds.put(
                        as,
                        account.hold(until == null ? request : request.until(hour(number(until))))
                                .hold());
                yield "done";
            }
            case "capture" -> {
                var request = CaptureRequest.of(requireNonNull(holds.get(name)), amount);
                yield word(account.capture(words.group(7) == null ? request : request.keepingTheRest()));
            }
            case "release" -> word(account.release(requireNonNull(holds.get(name))));
            case "extend" -> word(account.extend(requireNonNull(holds.get(name)), hour(number(until))));
            case "void" -> {
                account.voidGrant(VoidRequest.of(requireNonNull(grants.get(name))));
                yield "done";
            }
            case "reverse" -> reversed(account, ReverseRequest.of(name).part(amount));
            default -> throw new IllegalArgumentException("There is no such step: " + text);
        };
    }

    private static String word(CloseResult result) {
        return result instanceof CloseResult.Done
                ? "done"
                : result instanceof CloseResult.Closed ? "closed" : "refused";
    }

    private static String reversed(CreditAccount account, ReverseRequest request) {
        try {
            account.reverse(request);
            return "done";
        } catch (InvalidRequestException e) {
            return "refused";
        }
    }

    @AfterAll
    static void the_books_agree() {
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }
}
