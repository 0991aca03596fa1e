package dev.spike.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a user meets them: what they print, and with which status they end. */
class SpikeCommandTest {

    private static TestDatabase database;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void an_empty_database() {
        database = FastPostgres.database("empty", dataSource -> {});
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private record Answer(int status, String out, String err) {}

    private static Answer spike(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = SpikeCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Answer(status, out.toString(), err.toString());
    }

    private static Answer onDatabase(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--database-url",
                database.url() + (database.url().contains("?") ? "&" : "?") + "password=" + database.password(),
                "--database-user",
                database.user()));
        return spike(all.toArray(String[]::new));
    }

    private static Path trace(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    @Test
    void explains_itself_when_called_without_a_command() {
        var answer = spike();

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("Usage: spike").contains("demo").contains("verify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "replay", "verify", "account", "explain", "catalogue", "crash", "sell"})
    void every_command_has_help(String command) {
        var answer = spike(command, "--help");

        assertThat(answer.status()).isZero();
        assertThat(answer.out()).contains("Usage: spike " + command);
    }

    @Test
    void a_replay_charges_every_call_once_however_often_it_is_run() throws IOException {
        var trace = trace(
                "once.csv",
                "TIMESTAMP,ContextTokens,GeneratedTokens",
                "2023-11-16 18:15:46.6805900,374,44",
                "2023-11-16 18:15:50.9951690,396,109",
                "2023-11-16 18:15:51.0000000,0,0",
                "damaged",
                "2023-11-16 18:16:00.0000000,10,10");

        var first = onDatabase("replay", trace.toString());
        var second = onDatabase("replay", trace.toString());

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("calls          4")
                .contains("accepted       3")
                .contains("without tokens 1")
                .contains("damaged lines  1 skipped")
                .contains("charged before 0")
                .contains("spent          0.6345 credits by the receipts")
                .contains("equal")
                .contains("clean");
        assertThat(second.status()).isZero();
        assertThat(second.out())
                .contains("accepted       3")
                .contains("charged before 3")
                .contains("spent          0.6345 credits by the receipts")
                .contains("clean");
    }

    @Test
    void a_trace_that_names_its_customers_is_charged_to_them_and_an_operator_sees_their_account() throws IOException {
        var trace = trace(
                "named.jsonl",
                "{\"timestamp\": 0, \"input_tokens\": 1000, \"output_tokens\": 0, \"customer\": \"ann\"}",
                "{\"timestamp\": 7, \"input_tokens\": 0, \"output_tokens\": 1000, \"customer\": \"bob\"}");

        assertThat(onDatabase("replay", trace.toString(), "--at-trace-time", "--json")
                        .status())
                .isZero();
        var ann = onDatabase("account", "customer", "ann");
        var bob = onDatabase("account", "customer", "bob", "--json");

        assertThat(ann.status()).isZero();
        assertThat(ann.out()).contains("credits:").contains("-0.5").contains("Monthly credits");
        assertThat(bob.out()).contains("\"creditType\" : \"credits\"").contains("-1500000");
    }

    @Test
    void a_wrong_call_ends_with_what_is_wrong() {
        var answer = spike("inbox", "--retry", "many");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err().lines())
                .hasSize(2)
                .startsWith("Run './spike inbox --help' to see what it takes.")
                .last()
                .asString()
                .startsWith("spike: Invalid value for option '--retry'");
    }

    @Test
    void a_receipt_is_explained_by_its_account_and_key() throws IOException, SQLException {
        var trace = trace(
                "explained.csv", "timestamp,input_tokens,output_tokens,customer", "2024-01-01T00:00:00Z,100,0,eve");
        onDatabase("replay", trace.toString());
        var receipt = receiptOf("eve");

        var account = receipt.substring(0, receipt.indexOf(':'));
        assertThat(onDatabase("account", "customer", "eve").out()).contains("'./spike explain " + account + ":KEY'");
        assertThat(onDatabase("account", "customer", "eve", "--json").out()).contains("\"account\" : " + account);

        var answer = onDatabase("explain", receipt);

        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .startsWith("Spent 0.05 credits at ")
                .containsPattern(": 0\\.05 from grant \\d+; available went from [0-9,]+ to [0-9,.]+\\.\n")
                .containsPattern("\n  grant +free then +gave +priority +ends +kind +before the next by\n")
                .containsPattern("\n  \\d+ +[0-9,]+ +0\\.05 +0 +");
        assertThat(onDatabase("explain", receipt, "--json").out())
                .contains("\"sentence\" : \"Spent 0.05 credits at ")
                .contains("\"outcome\" : \"ACCEPTED\"");
        assertThat(onDatabase("explain", receipt + "-not").err()).contains("There is no receipt");
        assertThat(onDatabase("explain", "999999:nothing").err()).contains("There is no receipt 999999:nothing");
    }

    @Test
    void an_account_is_shown_as_it_was_and_as_it_will_be() throws IOException {
        var trace =
                trace("dated.csv", "timestamp,input_tokens,output_tokens,customer", "2024-05-02T00:00:00Z,100,0,ida");
        onDatabase("replay", trace.toString(), "--at-trace-time");

        var before = onDatabase("account", "customer", "ida", "--at", "2023-01-01T00:00:00Z");
        var after = onDatabase("account", "customer", "ida", "--at", "2024-05-02T00:00:01Z");

        assertThat(before.out()).isEqualTo("credits: 0 available, 0 held, 0 owed at 2023-01-01T00:00:00Z\n");
        assertThat(after.out())
                .contains(" held, 0 owed at 2024-05-02T00:00:01Z\n")
                .doesNotContain("last rows");
        assertThat(onDatabase("account", "customer", "ida").out()).contains("last rows");
    }

    private static String receiptOf(String customer) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement =
                        connection.prepareStatement("SELECT r.account_id || ':' || r.key FROM spike_credit_receipts r"
                                + " JOIN spike_credit_accounts a ON a.id = r.account_id"
                                + " WHERE a.billable_id = ? AND r.verb = 'spend'")) {
            statement.setString(1, customer);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void verify_ends_with_one_when_a_balance_is_wrong_and_rebuilds_it_when_asked() throws IOException, SQLException {
        var trace = trace("verified.csv", "timestamp,input_tokens,output_tokens", "2024-02-01T00:00:00Z,100,0");
        onDatabase("replay", trace.toString());
        assertThat(onDatabase("verify").status()).isZero();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE spike_credit_accounts SET available = available + 1");
        }

        var wrong = onDatabase("verify");
        var rebuilt = onDatabase("verify", "--rebuild");

        assertThat(wrong.status()).isOne();
        assertThat(wrong.out()).contains("law-at-the-last-decision").contains("NOT CLEAN");
        assertThat(rebuilt.status()).isZero();
        assertThat(onDatabase("verify", "--json").out()).contains("\"findings\" : [ ]");
    }

    @Test
    void a_trace_is_not_charged_again_on_other_terms() throws IOException {
        var trace = trace("terms.csv", "timestamp,input_tokens,output_tokens", "2024-03-01T00:00:00Z,100,7");
        assertThat(onDatabase("replay", trace.toString()).status()).isZero();

        var answer = onDatabase("replay", trace.toString(), "--customers", "3");

        assertThat(answer.status()).isOne();
        assertThat(answer.err()).contains("charged before on other terms").contains("--data");
    }

    @Test
    void a_price_list_that_does_not_fit_is_refused_with_the_decimals_it_needs() throws IOException {
        var trace = trace("decimals.csv", "timestamp,input_tokens,output_tokens", "2024-04-01T00:00:00Z,100,7");
        var prices = trace("prices.csv", "kind,credits-per-token", "input,0.000000001", "output,1");

        var refused = onDatabase("replay", trace.toString(), "--prices", prices.toString());
        var accepted = onDatabase("replay", trace.toString(), "--prices", prices.toString(), "--decimals", "9");

        assertThat(refused.status()).isOne();
        assertThat(refused.err()).contains("9");
        assertThat(accepted.status()).as(accepted.err()).isZero();
        assertThat(accepted.out()).contains("7.0000001 credits by the receipts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replay nowhere.csv                                            | nowhere.csv
            verify --data nowhere                                         | There is no data in
            account user 42 --data nowhere                                | There is no data in
            explain nonsense                                              | 17:order-42
            verify --database-url http://localhost                        | must begin with jdbc:postgresql:
            verify --database-url jdbc:postgresql://127.0.0.1:1/nothing   | No connection
            demo --calls 0 --data nowhere                                 | call
            demo --data nowhere --port 70000                              | 70000
            demo --data /dev/null/data                                    | /dev/null
            demo --threads 1000 --data nowhere                            | 1000
            sell --carts 0                                                | 0 carts
            sell --carts 10 --kills 11                                    | 11 kills
            replay nowhere.csv --price-map map.json                       | nowhere.csv
            """)
    void what_cannot_be_done_is_one_sentence_without_a_stack_trace(String call, String mentioned) {
        var answer = spike(call.split(" +"));

        assertThat(answer.status()).isNotZero();
        assertThat(answer.err()).contains(mentioned).doesNotContain("\tat ").doesNotContain("should not have happened");
        assertThat(Path.of("nowhere")).doesNotExist();
    }
}
