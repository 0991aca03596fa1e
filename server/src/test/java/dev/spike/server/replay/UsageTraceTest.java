package dev.spike.server.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTraceTest {

    private static final String AZURE = """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:15:46.6805900,374,44
            2023-11-16 18:15:50.9951690,396,109
            """;

    private final Path folder;

    UsageTraceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void reads_comma_separated_values_by_the_names_of_their_columns() throws IOException {
        UsageTrace trace = read(AZURE);

        assertThat(trace.calls())
                .containsExactly(
                        new UsageCall(2, Instant.parse("2023-11-16T18:15:46.680590Z"), 374, 44, null),
                        new UsageCall(3, Instant.parse("2023-11-16T18:15:50.995169Z"), 396, 109, null));
        assertThat(trace.damaged()).isEmpty();
    }

    @Test
    void reads_one_json_object_a_line_with_milliseconds_from_the_start() throws IOException {
        UsageTrace trace = read("""
                {"timestamp": 0, "input_length": 6758, "output_length": 500, "hash_ids": [0, 1, 2]}
                {"timestamp": 3052, "input_length": 7322, "output_length": 490, "hash_ids": []}
                """);

        assertThat(trace.calls())
                .containsExactly(
                        new UsageCall(1, Instant.EPOCH, 6758, 500, null),
                        new UsageCall(2, Instant.parse("1970-01-01T00:00:03.052Z"), 7322, 490, null));
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp, input_tokens, output_tokens",
        "Time, Prompt-Tokens, Completion-Tokens",
        "TIMESTAMP, INPUT_LENGTH, OUTPUT_LENGTH",
        "timestamp, contextTokens, generatedTokens"
    })
    void knows_the_common_names_of_the_columns_in_both_forms(String when, String in, String out) throws IOException {
        UsageCall expected = new UsageCall(2, Instant.parse("2024-05-10T00:00:00Z"), 7, 5, "ada");

        UsageTrace csv = read(out + ",extra,CUSTOMER," + when + "," + in + "\n5,x,ada,2024-05-10T00:00:00Z,7\n");
        UsageTrace json =
                read("\n{\"%s\":\"2024-05-10T00:00:00Z\",\"%s\":7,\"%s\":5,\"customer\":\"ada\",\"extra\":[{}]}"
                        .formatted(when, in, out));

        assertThat(csv.calls()).containsExactly(expected);
        assertThat(json.calls()).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2023-11-16 18:15:46.6805909,       2023-11-16T18:15:46.680590Z",
        "2023-11-16T18:15:46.680590999Z,    2023-11-16T18:15:46.680590Z",
        "2023-11-16t18:15:46z,              2023-11-16T18:15:46Z",
        "2024-05-10 00:00:00.00993+00:00,   2024-05-10T00:00:00.009930Z",
        "2024-05-10T00:00:00+05:45,         2024-05-09T18:15:00Z",
        "2024-05-10 07:30,                  2024-05-10T07:30:00Z",
        "0,                                 1970-01-01T00:00:00Z",
        "3536999,                           1970-01-01T00:58:56.999Z",
        "12.3456789,                        1970-01-01T00:00:00.012345Z",
        "1700158546680,                     2023-11-16T18:15:46.680Z",
    })
    void reads_timestamps_in_utc_unless_they_name_an_offset_and_truncates_them_to_microseconds(
            String written, Instant instant) throws IOException {
        assertThat(read("timestamp,input_tokens,output_tokens\n" + written + ",1,1")
                        .calls())
                .extracting(UsageCall::at)
                .containsExactly(instant);
    }

    @Test
    void sorts_by_time_and_keeps_the_order_of_the_file_at_one_instant() throws IOException {
        UsageTrace trace = read("timestamp,input_tokens,output_tokens\n9,1,1\n5,1,1\n9,2,2\n5,2,2\n");

        assertThat(trace.calls()).extracting(UsageCall::row).containsExactly(3L, 5L, 2L, 4L);
    }

    @Test
    void tolerates_a_byte_order_mark_carriage_returns_blank_lines_and_no_end_of_the_last_line() throws IOException {
        UsageTrace trace =
                read("\uFEFF\r\n" + AZURE.replace("\n", "\r\n\r\n   \r\n").strip());

        assertThat(trace.calls()).extracting(UsageCall::row).containsExactly(5L, 8L);
        assertThat(trace.damaged()).isEmpty();
    }

    @Test
    void tells_a_compressed_file_by_its_content_and_gives_it_the_digest_of_the_plain_one() throws IOException {
        UsageTrace plain = read(AZURE);
        UsageTrace packed = read(Gzip.of(AZURE.getBytes(UTF_8)));

        assertThat(packed).isEqualTo(plain);
        assertThat(plain.digest()).isEqualTo("d1bf8cf732dd67468bc40d949828881cb2c5815963283e8990353926662b43b5");
    }

    @Test
    void keeps_the_customer_that_a_call_names_and_takes_a_blank_one_for_none() throws IOException {
        UsageTrace csv = read("timestamp,input_tokens,output_tokens,customer\n1,1,1,\"Ada, Ltd\"\n2,1,1, \n");
        UsageTrace json = read("""
                {"timestamp": 1, "input_tokens": 1, "output_tokens": 1, "customer": 42}
                {"timestamp": 2, "input_tokens": 1, "output_tokens": 1, "customer": null}
                """);

        assertThat(csv.calls()).extracting(UsageCall::customer).containsExactly("Ada, Ltd", null);
        assertThat(json.calls()).extracting(UsageCall::customer).containsExactly("42", null);
    }

    @Test
    void keys_come_from_the_content_and_the_row_wherever_in_time_the_trace_is_moved() throws IOException {
        UsageTrace trace = read(AZURE);
        Instant now = Instant.parse("2026-11-01T12:00:00.123456789Z");

        UsageTrace moved = trace.endingAt(now);

        assertThat(moved.calls())
                .extracting(UsageCall::at)
                .containsExactly(
                        Instant.parse("2026-11-01T11:59:55.808877Z"), Instant.parse("2026-11-01T12:00:00.123456Z"));
        assertThat(moved.calls().stream().map(moved::keyOf))
                .containsExactly("d1bf8cf732dd6746:2", "d1bf8cf732dd6746:3")
                .isEqualTo(trace.calls().stream().map(trace::keyOf).toList());
    }

    @Test
    void an_empty_trace_stays_where_it_is_when_moved() {
        UsageTrace none = new UsageTrace(List.of(), List.of(), "0".repeat(64));

        assertThat(none.endingAt(Instant.EPOCH)).isEqualTo(none);
    }

    private UsageTrace read(String content) throws IOException {
        return read(content.getBytes(UTF_8));
    }

    private UsageTrace read(byte[] content) throws IOException {
        return UsageTrace.read(Files.write(folder.resolve("trace"), content), OnDamage.STOP);
    }
}
