package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.billing.Catalogue;
import dev.spike.billing.Product;
import dev.spike.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What may stand under spike, in which forms, and what is said of mistakes. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationTest {

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() {
        database = Application.migratedDatabase();
    }

    @AfterAll
    static void remove() {
        database.close();
    }

    private static ApplicationContextRunner with(String... properties) {
        return Contexts.on(database).withPropertyValues(properties);
    }

    private static void refused(ApplicationContextRunner runner, String... mistakes) {
        runner.run(context -> {
            AbstractThrowableAssert<?, ?> cause =
                    assertThat(context).hasFailed().getFailure().rootCause();
            cause.isInstanceOf(SpikeConfigurationException.class);
            for (var mistake : mistakes) {
                cause.hasMessageContaining(mistake);
            }
        });
    }

    @Test
    void all_mistakes_are_told_at_once_each_with_its_key_its_value_and_what_is_allowed() {
        refused(
                with(
                        "spike.zone=Vilnius",
                        "spike.colour=red",
                        "spike.migrat=true",
                        "spike.install=perhaps",
                        "spike.local.pages-port=many",
                        "spike.local.secrt=whsec_x",
                        "spike.products[0].id=pack-10",
                        "spike.products[0].prize=10.00 USD",
                        "spike.data-source=nowhere"),
                "The configuration of Spike has 9 mistakes:",
                "\n"
                        + "    spike.zone: 'Vilnius' is no time zone; write a name of the IANA database, such as"
                        + " Europe/Vilnius",
                "\n    spike.colour: 'red' is no key that is known here; known here are path, provider,",
                "\n    spike.migrat: 'true' is no key that is known here; did you mean 'migrate'?",
                "\n    spike.install: 'perhaps' cannot be read; write true or false.",
                "\n    spike.local.pages-port: 'many' cannot be read; write a whole number.",
                "\n    spike.local.secrt: 'whsec_...' is no key that is known here; did you mean 'secret'?",
                "\n    spike.products[0].prize: '10.00 USD' is no key that is known here; did you mean 'price'?",
                "\n    spike.products[0]: has no price; write price: 10.00 USD, or 0.00 USD for what costs nothing.",
                "\n    spike.data-source: 'nowhere' is no DataSource bean; write one of dataSource.");
    }

    @Test
    void a_value_that_a_record_refuses_is_a_mistake() {
        refused(
                with("spike.local.pages-port=70000"),
                "spike.local: the port 70000 of the pages is not within 0 to 65535");
    }

    @Test
    void what_is_remembered_has_bounds() {
        refused(
                with("spike.cache.size=0"),
                "spike.cache: 0 balances would be remembered; give a number from 1 to 1000000.");
        refused(
                with("spike.cache.age=2d"),
                "spike.cache: Balances would be remembered for PT48H; give more than nothing");
    }

    @Test
    void prices_need_somebody_who_takes_the_money() {
        refused(
                with("spike.products[0].id=pack-10", "spike.products[0].price=10.00 USD"),
                "spike.provider: is missing, though there are prices; name who takes the money: local.");
    }

    @Test
    void a_provider_that_nobody_knows_is_a_mistake() {
        refused(
                with("spike.provider=stripe"),
                "spike.provider: 'stripe' is none of the choices; known here are local.");
    }

    @Test
    void the_local_provider_must_be_on_the_class_path() {
        refused(
                with("spike.provider=local").withClassLoader(new FilteredClassLoader("dev.spike.provider.local")),
                "spike.provider: 'local' is not on the class path; add the dependency dev.spike:spike-provider-local.");
    }

    @Test
    void a_mistake_in_a_file_is_told_with_its_line(CapturedOutput output) {
        var yaml = """
            spike:
              provider: local
              products:
                - id: pack-10
                  prise: 10.00 USD
                  price: 10.00 USD
            """;

        assertThatThrownBy(() -> Contexts.fromYaml(folder, yaml, database).close())
                .rootCause()
                .isInstanceOf(SpikeConfigurationException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("spike.products[0].prise: '10.00 USD' is no key that is known here; did you mean 'price'?")
                .contains("application.yml] - 5:14)")
                .contains("docs/configuration.md");
    }

    @Test
    void values_of_a_file_are_read_as_they_are_written() throws IOException {
        var yaml = """
            spike:
              provider: local
              credit-types: [{ id: credits, decimals: 2 }]
              products:
                - id: 2026_1
                  name: yes
                  price: 10.00 USD
                  features: [on, 0x1F, 1:30, 010]
                  provides: [{ credits: 123456789012.25 }]
                - { id: gift, name: '🎉🎉 Pack', price: 1.00 USD, provides: [{ credits: 100 }] }
            """;

        try (var context = Contexts.fromYaml(folder, yaml, database)) {
            var product = context.getBean(Catalogue.class).products().get(0);
            assertThat(product.id()).isEqualTo("2026_1");
            assertThat(product.name()).isEqualTo("yes");
            assertThat(product.features()).containsExactly("on", "0x1F", "1:30", "010");
            assertThat(product.provides()).hasToString("[" + product.provides().get(0) + "]");
            assertThat(product.provides().get(0).toString()).contains("12345678901225");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id: credits", "id: credits, icon: '🎉'"})
    void a_number_that_yaml_would_take_for_another_one_is_a_mistake(String before) {
        var yaml = """
            spike:
              credit-types: [{ %s, decimals: 010 }]
            """.formatted(before);

        assertThatThrownBy(() -> Contexts.fromYaml(folder, yaml, database).close())
                .rootCause()
                .hasMessageContaining("spike.credit-types[0].decimals: '010' is no number");
    }

    @Test
    void an_anchor_does_not_hide_such_a_number() {
        var yaml = """
            spike:
              credit-types: [{ id: credits, decimals: &few 010 }]
            """;

        assertThatThrownBy(() -> Contexts.fromYaml(folder, yaml, database).close())
                .rootCause()
                .hasMessageContaining("spike.credit-types[0].decimals: '010' is no number");
    }

    @Test
    void keys_may_be_written_in_the_forms_that_spring_knows() {
        with("spike.creditTypes[0].id=sms", "spike.GROUP_CREDIT_SPEND_DAILY=false")
                .run(context -> {
                    var catalogue = context.getBean(Catalogue.class);
                    assertThat(catalogue.creditTypes().get(0).creditType().id()).isEqualTo("sms");
                    assertThat(catalogue.settings().credits().groupSpendDaily()).isFalse();
                });
    }

    private static ApplicationContextRunner withVariables(Map<String, Object> variables, String... properties) {
        return with(properties).withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables)));
    }

    @Test
    void environment_variables_configure() {
        withVariables(Map.of(
                        "SPIKE_PROVIDER", "local",
                        "SPIKE_CREDITTYPES_0_ID", "sms",
                        "SPIKE_PAST_DUE_GRACE", "P5D",
                        "SPIKE_PRODUCTS_0_ID", "pack-10",
                        "SPIKE_PRODUCTS_0_PRICE", "10.00 USD",
                        "SPIKE_PRODUCTS_0_PROVIDES_0_EXPIRES_AFTER", "P6M",
                        "SPIKE_PRODUCTS_0_PROVIDES_0_CREDITS", "5",
                        "SPIKE_LOCAL_PAGES_PORT", "0"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var catalogue = context.getBean(Catalogue.class);
                    assertThat(catalogue.creditTypes().get(0).creditType().id()).isEqualTo("sms");
                    assertThat(catalogue.products()).extracting(Product::id).containsExactly("pack-10");
                    assertThat(catalogue.settings().subscriptions().pastDueGrace())
                            .hasDays(5);
                });
    }

    @Test
    void a_variable_that_another_program_has_set_is_ignored_and_named(CapturedOutput output) {
        withVariables(Map.of("SPIKE_SERVICE_HOST", "10.0.0.1"))
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("SPIKE_SERVICE_HOST").contains("is ignored");
    }

    @Test
    void a_list_is_taken_whole_from_the_source_that_stands_first() {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("spike.credit-types[0].id", "credits");
        defaults.put("spike.credit-types[1].id", "sms");
        defaults.put("spike.zone", "Europe/Vilnius");
        with("spike.credit-types[0].id=tokens")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addLast(new MapPropertySource("defaults", defaults)))
                .run(context -> {
                    var catalogue = context.getBean(Catalogue.class);
                    assertThat(catalogue.creditTypes())
                            .extracting(type -> type.creditType().id())
                            .containsExactly("tokens");
                    assertThat(catalogue.settings().zone()).hasToString("Europe/Vilnius");
                });
    }

    @Test
    void placeholders_are_filled_in() {
        with("my.zone=Europe/Vilnius", "spike.zone=${my.zone}").run(context -> assertThat(
                        context.getBean(Catalogue.class).settings().zone())
                .hasToString("Europe/Vilnius"));
    }

    @Test
    void what_the_testkit_is_told_is_no_concern_of_the_application() {
        with("spike.test.database-url=jdbc:postgresql://127.0.0.1/none")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @EnableConfigurationProperties(AnotherProperties.class)
    static class Another {}

    @ConfigurationProperties("spike.another")
    record AnotherProperties(@DefaultValue("3") int size, List<String> names, Inner inner) {

        record Inner(@DefaultValue("true") boolean deep) {}
    }

    @Test
    void another_part_may_bring_a_record_of_its_own() {
        var runner = Contexts.on(database, Another.class);

        runner.withPropertyValues("spike.another.size=4", "spike.another.names[0]=x", "spike.another.inner.deep=false")
                .run(context -> assertThat(
                                context.getBean(AnotherProperties.class).size())
                        .isEqualTo(4));
        refused(
                runner.withPropertyValues(
                        "spike.another.size=many", "spike.another.inner.deap=false", "spike.zone=here"),
                "has 3 mistakes:",
                "spike.another.size: 'many' cannot be read; write a whole number.",
                "spike.another.inner.deap: 'false' is no key that is known here; did you mean 'deep'?",
                "spike.zone: 'here' is no time zone");
    }
}
