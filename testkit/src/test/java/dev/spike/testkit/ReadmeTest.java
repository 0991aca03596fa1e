package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Declined;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.HoldResult;
import dev.spike.ledger.JoinedCredits;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README shows is what runs. */
class ReadmeTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final Path ROOT = Path.of("..");

    @Test
    void the_example_runs_as_it_stands_and_the_law_of_the_readme_holds_after_it() throws IOException, SQLException {
        var answer = example(DATABASE.dataSource());

        assertThat(answer).isEqualTo("110 more needed");
        assertThat(law()).isEqualTo(90);
    }

    @Test
    void the_example_has_at_most_fifteen_lines() throws IOException {
        assertThat(block("example: ReadmeTest[^\n]*-->\n```java\n(.*?)```").lines())
                .hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void every_java_of_the_readme_without_spring_runs_here_as_it_stands() throws IOException {
        var here = Files.readString(ROOT.resolve("testkit/src/test/java/dev/spike/testkit/ReadmeTest.java"))
                .replaceAll("(?m)^        ", "");
        var shown = Pattern.compile(
                        "(?<!example: FiveMinutesTest, runs in every build -->\n)```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(3).allSatisfy(block -> assertThat(here).contains(block));
    }

    @Test
    void what_is_reserved_and_not_used_is_free_again() {
        var credits = PostgresCredits.on(DATABASE.dataSource()).build();
        var user = Billable.of("user", "reserving");
        credits.of(user).add(600);

        reserveAndSettle(credits, user, InstantSource.system().instant().plus(Duration.ofHours(1)));

        assertThat(credits.of(user).balance().available()).isEqualTo(480);
        assertThat(credits.of(user).balance().held()).isZero();
    }

    private static void reserveAndSettle(Credits credits, Billable user, Instant inAnHour) {
        HoldResult.Held held = credits.of(user).hold(HoldRequest.of(500).until(inAnHour));
        long used = callTheModel();
        credits.of(user).capture(CaptureRequest.of(held.hold(), used)); // the rest is free again
    }

    private static long callTheModel() {
        return 120;
    }

    @Test
    void a_message_and_its_credit_go_together_or_not_at_all() throws SQLException {
        var credits = PostgresCredits.on(DATABASE.dataSource())
                .creditType(CreditType.of("sms"))
                .build();
        var user = Billable.of("user", "joining");
        DATABASE.run("CREATE TABLE messages (body text)");
        credits.of(user, "sms").add(1);

        for (var message : List.of("first", "second")) {
            try (var connection = DATABASE.dataSource().getConnection()) {
                send(credits, user, connection, message);
            }
        }

        assertThat(number("SELECT count(*) FROM messages")).isEqualTo(1);
        assertThat(credits.of(user, "sms").balance().available()).isZero();
    }

    private static void send(Credits credits, Billable user, Connection connection, String message)
            throws SQLException {
        connection.setAutoCommit(false);
        JoinedCredits joined = credits.joining(connection);
        insertMessage(connection, message);
        if (joined.of(user, "sms").trySpend(1) instanceof Declined) {
            connection.rollback();
        } else {
            connection.commit();
            joined.publish();
        }
    }

    private static void insertMessage(Connection connection, String message) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO messages (body) VALUES (?)")) {
            statement.setString(1, message);
            statement.executeUpdate();
        }
    }

    private static String example(DataSource dataSource) {
        LedgerSchema.migrate(dataSource);
        Credits credits = PostgresCredits.on(dataSource)
                .creditType(CreditType.of("credits"))
                .creditType(CreditType.of("sms"))
                .build();

        Billable user = Billable.of("user", "42");
        credits.of(user, "sms").add(100);
        credits.of(user, "sms").spend(10);

        SpendRequest request = SpendRequest.of(200).withKey("campaign-7");
        SpendResult result = credits.of(user, "sms").trySpend(request);
        String answer = result.fold(
                spent -> spent.receipt().balance().available() + " left",
                declined -> declined.missing() + " more needed");
        return answer;
    }

    private static long law() throws IOException, SQLException {
        return number(block("law: ReadmeTest[^\n]*-->\n```sql\n(.*?)```"));
    }

    private static long number(String sql) throws SQLException {
        try (var connection = DATABASE.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String block(String pattern) throws IOException {
        var readme = Files.readString(ROOT.resolve("README.md"));
        var block = Pattern.compile(pattern, Pattern.DOTALL).matcher(readme);
        assertThat(block.find()).as("the README has a block like " + pattern).isTrue();
        return block.group(1);
    }
}
