package dev.spike.server.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceFileTest {

    private final Path folder;

    PriceFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind,credits-per-token\ninput,0.0005\noutput,0.0015\n",
                "\uFEFFKIND,Credits-Per-Token\r\n\r\nOutput,1.5e-3\r\nINPUT,5E-4",
                "{\"input\": 0.0005, \"output\": 1.5e-3}",
                " {\"output\": \"0.0015\", \"INPUT\": \"0.00050\"}",
            })
    void reads_two_prices_in_either_form(String content) throws IOException {
        assertThat(PriceList.read(written(content)))
                .hasToString("0.0005 credits per input token, 0.0015 credits per output token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                          | does not begin with the header kind,credits-per-token; write it, then a row for input and one for output",
                "input,1~output,1                            | does not begin with the header kind,credits-per-token; write it, then a row for input and one for output",
                "kind,credits-per-token~input,1              | has no price for output tokens; add it, or 0 where they are free",
                "kind,credits-per-token~input,1~input,1      | prices input tokens twice; leave one of the prices",
                "kind,credits-per-token~input                | has a row of 1 columns; give each row a kind and a price",
                "kind,credits-per-token~cached,1             | prices tokens of the kind 'cached'; the kinds are input and output",
                "kind,credits-per-token~input,               | has the price '', which is no decimal number; write it like 0.0005",
                "kind,credits-per-token~input,NaN            | has the price 'NaN', which is no decimal number; write it like 0.0005",
                "kind,credits-per-token~input,1e9999         | has the price '1e9999', which is no decimal number; write it like 0.0005",
                "kind,credits-per-token~input,0x10           | has the price '0x10', which is no decimal number; write it like 0.0005",
                "kind,credits-per-token~input,\"0,5          | has a line that has a quote that is not closed, or text beside one; write kind,credits-per-token",
                "{\"input\": 1                               | is not JSON that can be read; mend it",
                "{\"input\": 1, \"input\": 2}                | is not JSON that can be read; mend it",
                "{\"input\": 1, \"output\": null}            | has no number at 'output'; write it like 0.0005",
                "{\"input\": 1}                              | has no price for output tokens; add it, or 0 where they are free",
            })
    void refuses_what_is_no_list_of_two_prices(String content, String why) throws IOException {
        Path file = written(content.replace('~', '\n'));

        assertThatThrownBy(() -> PriceList.read(file))
                .isInstanceOf(PriceListException.class)
                .hasMessage("The price file %s %s.", file, why);
    }

    @Test
    void refuses_a_file_that_is_none() throws IOException {
        Path latin = Files.write(folder.resolve("latin"), "kind,cr\u00e9dits".getBytes(ISO_8859_1));
        Path long17 = Files.write(folder.resolve("long"), new byte[PriceDocument.BYTES_MAX + 1]);

        refused(folder.resolve("none"), "does not exist; check its path");
        refused(folder, "is a folder; name a file");
        refused(latin, "is not UTF-8; save it so");
        refused(long17, "is longer than 16 MiB; name a list of prices");
    }

    @Nested
    class A_map_of_models {

        private static final String MAP = """
                {
                  "small": {"input_cost_per_token": 3e-07, "output_cost_per_token": 1.25e-06, "mode": "chat"},
                  "tiered": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06,
                             "input_cost_per_token_above_200k_tokens": 2e-06},
                  "flat": {"input_cost_per_token": 1, "output_cost_per_token": 2,
                           "input_cost_per_token_above_200k_tokens": null},
                  "image": {"output_cost_per_image": 0.04, "input_cost_per_token": 1e-06},
                  "absurd": {"input_cost_per_token": 1e-999999999, "output_cost_per_token": 1e999999999}
                }
                """;

        @Test
        void gives_the_prices_of_a_model_in_credits_exactly() throws IOException {
            Path map = written(MAP);

            assertThat(PriceList.ofModel(map, "small", new BigDecimal("100")))
                    .hasToString("0.00003 credits per input token, 0.000125 credits per output token");
            assertThat(PriceList.ofModel(map, "flat", new BigDecimal("0.1")))
                    .hasToString("0.1 credits per input token, 0.2 credits per output token");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "none   | 1            | has no model 'none'; name one of its 5",
                    "image  | 1            | has no number output_cost_per_token for the model 'image'; name another model",
                    "tiered | 1            | has other prices for 'tiered' in long contexts ('input_cost_per_token_above_200k_tokens'), which two prices cannot say; name another model",
                    "absurd | 1            | cannot be used with input_cost_per_token of that size; give a number of at most 1000 digits",
                    "small  | 1e999999999  | cannot be used with credits per dollar of that size; give a number of at most 1000 digits",
                })
        void refuses_a_model_that_two_prices_cannot_say(String model, BigDecimal factor, String why)
                throws IOException {
            Path map = written(MAP);

            assertThatThrownBy(() -> PriceList.ofModel(map, model, factor))
                    .isInstanceOf(PriceListException.class)
                    .hasMessage("The price file %s %s.", map, why);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1"})
        void refuses_a_factor_that_charges_nothing_or_less(BigDecimal factor) throws IOException {
            Path map = written(MAP);

            assertThatThrownBy(() -> PriceList.ofModel(map, "small", factor)).isInstanceOf(PriceListException.class);
        }
    }

    private static void refused(Path file, String why) {
        assertThatThrownBy(() -> PriceList.read(file))
                .isInstanceOf(PriceListException.class)
                .hasMessage("The price file %s %s.", file, why);
    }

    private Path written(String content) throws IOException {
        return Files.writeString(folder.resolve("prices"), content);
    }
}
