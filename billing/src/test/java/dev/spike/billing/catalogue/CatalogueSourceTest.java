package dev.spike.billing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A catalogue comes from a map of paths, or from an application's properties. */
class CatalogueSourceTest {

    private static Properties properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties;
    }

    @Test
    void says_of_a_path_with_the_prefix_that_it_is_to_be_left_off() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogueSource.of(Map.of("spike.zone", "UTC")))
                .withMessage("The path 'spike.zone' begins with 'spike.'; leave 'spike.' off.");
    }

    @Test
    void reads_of_an_application_s_properties_those_with_the_prefix() {
        var source = CatalogueSource.of(properties("""
                spike.products[0].id=pack-10
                spike.products[0].price=10.00 USD
                logging.level=debug
                """));

        assertThat(source.values()).isEqualTo(Map.of("products[0].id", "pack-10", "products[0].price", "10.00 USD"));
    }

    @Test
    void says_of_properties_without_the_prefix_that_there_is_no_catalogue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogueSource.of(properties("products[0].id=pack-10")))
                .withMessageContaining("None of 1 properties begins with 'spike.'");
        assertThat(CatalogueSource.of(new Properties()).values()).isEmpty();
    }
}
