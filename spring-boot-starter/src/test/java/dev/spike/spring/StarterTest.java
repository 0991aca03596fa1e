package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What an application has that adds the starter and a database. */
class StarterTest {

    private static final Billable USER = Billable.of("user", "42");

    private static TestDatabase database = Contexts.emptyDatabase();

    @AfterAll
    static void remove() {
        database.close();
    }

    @Test
    void a_user_has_credits_with_no_configuration_at_all() {
        Contexts.on(database).run(context -> {
            assertThat(context).hasNotFailed();
            USER.credits().add(100);
            USER.credits().spend(10);

            assertThat(context.getBean(Credits.class).of(USER).balance().available())
                    .isEqualTo(90);
        });
    }

    @Test
    void properties_become_the_catalogue_and_the_beans() {
        Contexts.on(database)
                .withPropertyValues(
                        "spike.zone=Europe/Vilnius",
                        "spike.credit-types[0].id=credits",
                        "spike.credit-types[1].id=sms",
                        "spike.provider=local",
                        "spike.products[0].id=pack-10",
                        "spike.products[0].price=10.00 USD",
                        "spike.products[0].provides[0].credits=5000",
                        "spike.products[0].provides[0].type=sms")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context).hasSingleBean(Billing.class).hasSingleBean(PostgresCredits.class);
                    assertThat(context.getBean(Catalogue.class).products())
                            .singleElement()
                            .satisfies(product -> assertThat(product.id()).isEqualTo("pack-10"));
                    USER.credits("sms").add(3);
                    assertThat(USER.credits("sms").balance().available()).isEqualTo(3);
                });
    }
}
