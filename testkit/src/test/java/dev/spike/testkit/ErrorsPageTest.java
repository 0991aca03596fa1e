package dev.spike.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.BillingError;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.SpikeError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorsPageTest {

    @ParameterizedTest
    @EnumSource
    void the_page_on_errors_tells_of_every_code(ErrorCode error) throws IOException {
        assertTold(error);
    }

    @ParameterizedTest
    @EnumSource
    void the_page_on_errors_tells_of_every_code_of_billing(BillingError error) throws IOException {
        assertTold(error);
    }

    private static void assertTold(SpikeError error) throws IOException {
        var page = Files.readString(Path.of("../docs/errors.md"));

        assertThat(page).contains("| `" + error.code() + "` |");
    }
}
