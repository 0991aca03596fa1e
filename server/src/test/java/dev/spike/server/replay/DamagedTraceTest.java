package dev.spike.server.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedTraceTest {

    private static final String HEADER = "timestamp,input_tokens,output_tokens,customer\n";

    private final Path folder;

    DamagedTraceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Nested
    class A_damaged_line {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "1,2                                | has 2 columns where the header has 4",
                    "1,2,3,,5                           | has 5 columns where the header has 4",
                    "1,2,3,\"open                       | has a quote that is not closed, or text beside one",
                    "1,\"2\"2,3,                        | has a quote that is not closed, or text beside one",
                    "1,,3,                              | does not say the input tokens",
                    "1,two,3,                           | has input tokens that are no whole number: 'two'",
                    "1,2.5,3,                           | has input tokens that are no whole number: '2.5'",
                    "1,+2,3,                            | has input tokens that are no whole number: '+2'",
                    "1,1e3,3,                           | has input tokens that are no whole number: '1e3'",
                    "1,\u0664\u0662,3,                  | has input tokens that are no whole number: '\u0664\u0662'",
                    "1,2,-3,                            | has negative output tokens: '-3'",
                    "1,2,9223372036854775808,           | has more output tokens than can be counted: '9223372036854775808'",
                    ",2,3,                              | does not say the timestamp",
                    "yesterday,2,3,                     | has a timestamp that is neither a date with a time nor milliseconds from the start: 'yesterday'",
                    "2023-11-16,2,3,                    | has a timestamp that is neither a date with a time nor milliseconds from the start: '2023-11-16'",
                    "-1,2,3,                            | has a timestamp that is neither a date with a time nor milliseconds from the start: '-1'",
                    "2023-02-29 00:00:00,2,3,           | has a timestamp that no calendar has: '2023-02-29 00:00:00'",
                    "2023-02-28T00:00:60,2,3,           | has a timestamp that no calendar has: '2023-02-28T00:00:60'",
                    "1969-12-31T23:59:59Z,2,3,          | has a timestamp outside the years 1970 to 9999: '1969-12-31T23:59:59Z'",
                    "999999999999999,2,3,               | has a timestamp outside the years 1970 to 9999: '999999999999999'",
                    "1,2,3,\u001b[2Jada                 | has a customer longer than 200 or with control characters: '?[2Jada'",
                })
        void is_reported_with_its_number_and_its_neighbours_are_read(String line, String reason) throws IOException {
            UsageTrace trace = skipping(HEADER + "1,1,1,\n" + line + "\n2,1,1,\n");

            assertThat(trace.damaged()).containsExactly(new DamagedLine(3, reason));
            assertThat(trace.calls()).extracting(UsageCall::row).containsExactly(2L, 4L);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"timestamp\":1,\"input_tokens\":2          | is not a JSON object that can be read",
                    "{\"timestamp\":1,\"timestamp\":1}            | is not a JSON object that can be read",
                    "{\"timestamp\":NaN}                          | is not a JSON object that can be read",
                    "{} {}                                        | is not a JSON object that can be read",
                    "[1,2,3]                                      | is not a JSON object",
                    "null                                         | is not a JSON object",
                    "{}                                           | does not say the timestamp",
                    "{\"timestamp\":1,\"time\":1}                 | gives the timestamp twice",
                    "{\"timestamp\":1,\"input_tokens\":[1]}       | has neither text nor a number as input tokens",
                    "{\"timestamp\":1,\"input_tokens\":true}      | has neither text nor a number as input tokens",
                    "{\"timestamp\":1,\"input_tokens\":1.0}       | has input tokens that are no whole number: '1.0'",
                    "{\"timestamp\":1,\"input_tokens\":1e999999999} | has input tokens that are no whole number: '1E+999999999'",
                    "{\"timestamp\":1,\"input_tokens\":-7}        | has negative input tokens: '-7'",
                    "{\"timestamp\":1,\"input_tokens\":1,\"output_tokens\":18446744073709551616} | has more output tokens than can be counted: '18446744073709551616'",
                })
        void of_json_is_reported_likewise(String line, String reason) throws IOException {
            String good = "{\"timestamp\":1,\"input_tokens\":1,\"output_tokens\":1}\n";

            UsageTrace trace = skipping(good + line + "\n" + good);

            assertThat(trace.damaged()).containsExactly(new DamagedLine(2, reason));
            assertThat(trace.calls()).hasSize(2);
        }

        @Test
        void of_json_may_be_nested_without_end() throws IOException {
            UsageTrace trace = skipping("{\"a\":".repeat(100_000) + "\n");

            assertThat(trace.damaged()).hasSize(1);
        }

        @Test
        void may_be_broken_utf_8() throws IOException {
            byte[] content = (HEADER + "1,1,1,\n2,1,1,\u00fcnal\n3,1,1,\n").getBytes(ISO_8859_1);

            UsageTrace trace = read(content, OnDamage.SKIP);

            assertThat(trace.damaged()).containsExactly(new DamagedLine(3, "is not UTF-8"));
            assertThat(trace.calls()).extracting(UsageCall::row).containsExactly(2L, 4L);
        }

        @Test
        void may_be_longer_than_a_mebibyte() throws IOException {
            UsageTrace trace = skipping(HEADER + "1,1,1," + "x".repeat(1 << 20) + "\n2,1,1,\n");

            assertThat(trace.damaged()).containsExactly(new DamagedLine(2, "is longer than 1048576 bytes"));
            assertThat(trace.calls()).extracting(UsageCall::row).containsExactly(3L);
        }

        @Test
        void of_any_length_gives_a_short_reason() throws IOException {
            UsageTrace trace = skipping(HEADER + "1," + "9".repeat(100_000) + ",1,\n");

            assertThat(trace.damaged().get(0).reason()).hasSizeLessThan(200).endsWith("999...'");
        }

        @Test
        void stops_the_reading_where_that_is_asked_for() {
            assertThatThrownBy(() -> read((HEADER + "1,1,1,\n1,x,1,\n1,1,1,\n").getBytes(UTF_8), OnDamage.STOP))
                    .isInstanceOfSatisfying(DamagedTraceException.class, stopped -> {
                        assertThat(stopped.line().number()).isEqualTo(3);
                        assertThat(stopped.code()).isEqualTo("trace-damaged");
                    })
                    .hasMessage(
                            "Line 3 of %s has input tokens that are no whole number: 'x'; mend it, or read the trace "
                                    + "without --strict to leave such lines out.",
                            folder.resolve("trace"));
        }

        @Test
        void too_many_of_them_are_no_trace() {
            String content = HEADER + "?\n".repeat(UsageTrace.DAMAGED_MAX + 1);

            assertThatThrownBy(() -> skipping(content))
                    .isInstanceOf(UnreadableTraceException.class)
                    .hasMessageContaining("more than 10000 damaged lines, the first of them line 2: has 1 columns");
        }
    }

    @Nested
    class A_compressed_file {

        private final byte[] packed = packed();

        @Test
        void cut_short_loses_its_last_line_and_says_so() throws IOException {
            byte[] cut = Arrays.copyOf(packed, packed.length - 12);

            UsageTrace trace = read(cut, OnDamage.SKIP);

            assertThat(trace.calls()).isNotEmpty().allSatisfy(call -> assertThat(call.outputTokens())
                    .isEqualTo(call.row() * 1_000_003));
            assertThat(trace.damaged())
                    .containsExactly(new DamagedLine(
                            trace.calls().get(trace.calls().size() - 1).row() + 1,
                            "is where the compressed data ends early or is damaged"));
        }

        @Test
        void cut_short_stops_a_strict_reading() {
            byte[] cut = Arrays.copyOf(packed, packed.length / 2);

            assertThatThrownBy(() -> read(cut, OnDamage.STOP)).isInstanceOf(DamagedTraceException.class);
        }

        @Test
        void damaged_anywhere_never_ends_in_another_fault() throws IOException {
            for (int index = 0; index < packed.length; index += 7) {
                byte[] damaged = packed.clone();
                damaged[index] ^= 0x55;
                try {
                    UsageTrace trace = read(damaged, OnDamage.SKIP);
                    assertThat(trace.calls().size() + trace.damaged().size()).isPositive();
                } catch (ReplayException refused) {
                    assertThat(refused.getMessage()).contains("trace").endsWith(".");
                }
            }
        }

        @Test
        void cut_within_its_first_bytes_is_refused() {
            assertThatThrownBy(() -> read(Arrays.copyOf(packed, 5), OnDamage.SKIP))
                    .isInstanceOf(UnreadableTraceException.class)
                    .hasMessage(
                            "%s is compressed and damaged from its beginning; fetch it anew.", folder.resolve("trace"));
        }

        private static byte[] packed() {
            StringBuilder content = new StringBuilder(HEADER);
            for (long row = 2; row < 500; row++) {
                content.append("%d,%d,%d,\n".formatted(row, row * row, row * 1_000_003));
            }
            try {
                return Gzip.of(content.toString().getBytes(UTF_8));
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @Nested
    class What_is_no_trace {

        @ParameterizedTest
        @ValueSource(strings = {"", "\n \n\r\n", "\uFEFF"})
        void is_an_empty_file(String content) {
            refused(content.getBytes(UTF_8), " is empty; a usage trace has one line a call.");
        }

        @Test
        void is_a_header_alone() {
            refused(HEADER.getBytes(UTF_8), " has a header and no calls; a usage trace has one line a call.");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "HashFunction,HashApp,minute_1                     | names no column for the timestamp",
                    "timestamp,output_tokens                           | names no column for the input tokens",
                    "timestamp,input_tokens,ContextTokens,output_tokens| names two columns for the input tokens",
                    "[{}]                                              | names no column for the timestamp",
                    "\"timestamp,input_tokens                          | has a quote that is not closed, or text beside one",
                })
        void is_a_file_whose_header_says_something_else(String header, String why) {
            assertThatThrownBy(() -> skipping(header + "\n1,2,3\n"))
                    .isInstanceOf(UnreadableTraceException.class)
                    .hasMessage(
                            "Line 1 of %s %s; a usage trace begins with a header that names timestamp, input_tokens and "
                                    + "output_tokens, or has a JSON object with them on each line.",
                            folder.resolve("trace"), why);
        }

        @Test
        void is_text_in_another_encoding() {
            assertThatThrownBy(() -> read((HEADER + "1,2,3,\n").getBytes(UTF_16), OnDamage.STOP))
                    .isInstanceOf(ReplayException.class);
        }

        @Test
        void is_a_file_that_does_not_exist() {
            assertThatThrownBy(() -> UsageTrace.read(folder.resolve("none.csv"), OnDamage.SKIP))
                    .isInstanceOf(UnreadableTraceException.class)
                    .hasMessage("There is no file %s; check the path of the usage trace.", folder.resolve("none.csv"));
        }

        @Test
        void is_a_folder() {
            assertThatThrownBy(() -> UsageTrace.read(folder, OnDamage.SKIP))
                    .isInstanceOf(UnreadableTraceException.class)
                    .hasMessage("%s is a folder; name the file of a usage trace.", folder);
        }

        private void refused(byte[] content, String why) {
            assertThatThrownBy(() -> read(content, OnDamage.SKIP))
                    .isInstanceOfSatisfying(UnreadableTraceException.class, unreadable -> assertThat(unreadable.code())
                            .isEqualTo("trace-unreadable"))
                    .hasMessage(folder.resolve("trace") + why);
        }
    }

    private UsageTrace skipping(String content) throws IOException {
        return read(content.getBytes(UTF_8), OnDamage.SKIP);
    }

    private UsageTrace read(byte[] content, OnDamage onDamage) throws IOException {
        return UsageTrace.read(Files.write(folder.resolve("trace"), content), onDamage);
    }
}
