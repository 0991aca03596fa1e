package dev.spike.billing.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The next date on which monthly credits come: on the day itself, today. */
class MonthlyRenewalTest {

    @ParameterizedTest(name = "at {0}, renewing {1}: {2}")
    @CsvSource({
        "2022-05-13T14:00:00Z, 2022-05-15T20:20:20Z, 2022-05-15T20:20:20Z",
        "2022-05-13T14:00:00Z, 2022-06-15T20:20:20Z, 2022-05-15T20:20:20Z",
        "2022-05-13T14:00:00Z, 2023-05-15T20:20:20Z, 2022-05-15T20:20:20Z",
        "2022-05-13T14:00:00Z, 2022-06-13T14:00:00Z, 2022-05-13T14:00:00Z",
        "2022-05-13T14:00:00Z, 2023-05-13T14:00:00Z, 2022-05-13T14:00:00Z",
        "2022-04-30T14:00:00Z, 2022-05-31T14:00:00Z, 2022-04-30T14:00:00Z",
        "2022-05-31T14:00:00Z, 2022-07-31T14:00:00Z, 2022-05-31T14:00:00Z",
        "2022-05-13T14:00:00Z, 2022-12-31T14:00:00Z, 2022-05-31T14:00:00Z",
        "2022-01-13T14:00:00Z, 2022-12-31T14:00:00Z, 2022-01-31T14:00:00Z",
        "2022-05-12T14:00:00Z, 2022-05-13T14:00:00Z, 2022-05-13T14:00:00Z",
        "2022-05-12T14:00:00Z, 2022-08-13T14:00:00Z, 2022-05-13T14:00:00Z",
        "2022-07-13T14:00:00Z, 2022-05-14T09:00:00Z, 2022-07-14T09:00:00Z",
        "2022-06-14T14:00:00Z, 2022-06-13T14:00:00Z, 2022-07-13T14:00:00Z",
    })
    void counts_months_from_the_renewal_and_comes_back_to_its_day(Instant now, Instant renewal, Instant next) {
        assertThat(MonthlyRenewal.next(renewal, now, ZoneOffset.UTC)).isEqualTo(next);
    }
}
