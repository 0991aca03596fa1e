package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.SpendResult;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
    void the_example_is_the_one_in_the_readme_and_has_at_most_fifteen_lines() throws IOException {
        var here = Files.readString(ROOT.resolve("testkit/src/test/java/dev/spike/testkit/ReadmeTest.java"));
        var shown = block("example: ReadmeTest[^\n]*-->\n```java\n(.*?)```");

        assertThat(here.replaceAll("(?m)^        ", "")).contains(shown);
        assertThat(shown.lines()).hasSizeLessThanOrEqualTo(15);
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
        var sql = block("law: ReadmeTest[^\n]*-->\n```sql\n(.*?)```");
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
