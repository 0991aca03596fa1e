package dev.spike.billing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A catalogue shares its source with what others read. */
class BesideTest {

    private static final CatalogueReader READER =
            CatalogueReader.of(List.of(), List.of()).beside(List.of("migrate", "local.secret", "local.port", "hosts"));

    private static List<String> mistakes(String path, String value) {
        return READER.judge(CatalogueSource.of(Map.of(path, value))).mistakes().stream()
                .map(Mistake::text)
                .toList();
    }

    @Test
    void what_others_read_is_no_mistake_whatever_it_says() {
        assertThat(mistakes("migrate", "perhaps")).isEmpty();
        assertThat(mistakes("local.secret", "")).isEmpty();
        assertThat(mistakes("hosts[3].name", "x")).isEmpty();
    }

    @Test
    void who_misspells_a_key_of_others_is_told() {
        assertThat(mistakes("migrat", "true")).singleElement().asString().contains("did you mean 'migrate'?");
        assertThat(mistakes("local.secrt", "x"))
                .containsExactly("local.secrt: 'x' is no key that is known here; did you mean 'secret'? Known here are"
                        + " secret, port.");
    }

    @Test
    void a_section_of_others_has_keys() {
        assertThat(mistakes("local", "x")).containsExactly("local: 'x' has no keys; write its keys: secret, port.");
    }

    @Test
    void all_keys_are_listed_by_their_paths() {
        assertThat(READER.keys())
                .contains(
                        "zone",
                        "negative.floor",
                        "credit-types[].burn-down[]",
                        "products[].prices[]",
                        "products[].provides[].credits",
                        "subscriptions[].trial.provides[].type",
                        "subscriptions[].provides-monthly[].rollover.max",
                        "discounts[].code",
                        "cancellation-offers[].discount",
                        "local.secret",
                        "hosts")
                .doesNotHaveDuplicates();
    }
}
