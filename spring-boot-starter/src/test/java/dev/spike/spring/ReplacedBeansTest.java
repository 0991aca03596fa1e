package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.billing.Buyer;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueResolver;
import dev.spike.billing.Providable;
import dev.spike.billing.ProvidableKind;
import dev.spike.billing.Provision;
import dev.spike.billing.TakeBack;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.NegativeRule;
import dev.spike.ledger.postgres.PostgresCredits;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the application brings takes the place of ours, or takes part. */
class ReplacedBeansTest {

    private static TestDatabase database;

    @BeforeAll
    static void make() {
        database = Application.migratedDatabase();
    }

    @AfterAll
    static void remove() {
        database.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnEngine {

        @Bean
        PostgresCredits engine(DataSource dataSource) {
            return PostgresCredits.on(dataSource)
                    .creditType(CreditType.of("credits"))
                    .creditType(CreditType.of("own"))
                    .build();
        }
    }

    @Test
    void an_engine_of_the_application_joins_transactions_too() {
        Contexts.on(database, OwnEngine.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(PostgresCredits.class);
            var user = Application.user();
            user.credits("own").add(10);

            new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
                user.credits("own").spend(3);
                status.setRollbackOnly();
            });

            assertThat(user.credits("own").balance().available()).isEqualTo(10);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCredits {

        @Bean
        Credits myCredits(DataSource dataSource, PostgresCredits engine) {
            return PostgresBilling.on(dataSource, engine).build().credits();
        }
    }

    @Test
    void credits_of_the_application_take_the_place_of_ours() {
        Contexts.on(database, OwnCredits.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Credits.class)).isSameAs(context.getBean("myCredits"));
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBilling {

        @Bean
        Billing myBilling(DataSource dataSource, PostgresCredits engine, Catalogue catalogue) {
            return PostgresBilling.on(dataSource, engine).catalogue(catalogue).build();
        }
    }

    @Test
    void billing_of_the_application_takes_the_place_of_ours() {
        Contexts.on(database, OwnBilling.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Billing.class);
            assertThat(context.getBean(Billing.class)).isInstanceOf(PostgresBilling.class);
            assertThat(context.getBean(Credits.class)).isInstanceOf(TransactionalCredits.class);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCatalogue {

        @Bean
        Catalogue myCatalogue() {
            return Catalogue.empty();
        }
    }

    @Test
    void a_catalogue_of_the_application_takes_the_place_of_the_configured_one() {
        Contexts.on(database, OwnCatalogue.class)
                .withPropertyValues("spike.credit-types[0].id=sms")
                .run(context -> assertThat(context.getBean(Catalogue.class)).isSameAs(context.getBean("myCatalogue")));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoRules {

        @Bean
        NegativeRule one() {
            return (type, billable) -> NegativePolicy.refused();
        }

        @Bean
        NegativeRule other() {
            return (type, billable) -> NegativePolicy.downTo(-50);
        }
    }

    @Test
    void of_two_rules_about_negative_balances_none_is_left_out_in_silence() {
        Contexts.on(database, TwoRules.class).run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .isInstanceOf(NoUniqueBeanDefinitionException.class)
                .hasMessageContaining("one,other"));
    }

    @Configuration(proxyBeanMethods = false)
    static class TakingPart {

        static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

        @Bean
        InstantSource clock() {
            return InstantSource.fixed(NOW);
        }

        @Bean
        NegativeRule negativeRule() {
            return (type, billable) ->
                    billable.billableType().equals("trusted") ? NegativePolicy.downTo(-50) : NegativePolicy.refused();
        }

        @Bean
        CatalogueResolver resolver() {
            return (billable, configured) ->
                    billable.billableType().equals("stranger") ? Catalogue.empty() : configured;
        }

        @Bean
        Seats seats() {
            return new Seats();
        }
    }

    /** Something else that can be provided. */
    static final class Seats implements ProvidableKind {

        record Some(Map<String, String> terms) implements Providable {

            @Override
            public String kind() {
                return "seats";
            }

            @Override
            public Some times(int quantity) {
                return this;
            }

            @Override
            public String text() {
                return terms.get("seats") + " seats";
            }
        }

        @Override
        public String word() {
            return "seats";
        }

        @Override
        public Set<String> settings() {
            return Set.of("floor-plan");
        }

        @Override
        public Providable read(Map<String, String> terms) {
            return new Some(terms);
        }

        @Override
        public void provide(Connection connection, Provision provision) {}

        @Override
        public void takeBack(Connection connection, TakeBack takeBack) {}
    }

    @Test
    void a_clock_rules_kinds_and_a_resolver_of_the_application_take_part() {
        Contexts.on(database, TakingPart.class)
                .withPropertyValues(
                        "spike.provider=local",
                        "spike.products[0].id=room",
                        "spike.products[0].price=1.00 USD",
                        "spike.products[0].provides[0].seats=5",
                        "spike.products[0].provides[0].floorPlan=open")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var trusted = Billable.of("trusted", "1");
                    assertThat(trusted.credits().spend(40).receipt().decidedAt())
                            .isEqualTo(TakingPart.NOW);
                    Buyer known = context.getBean(Billing.class).of(trusted);
                    Buyer stranger = context.getBean(Billing.class).of(Billable.of("stranger", "1"));
                    assertThat(known.catalogue().products().get(0).provides())
                            .containsExactly(new Seats.Some(Map.of("seats", "5", "floor-plan", "open")));
                    assertThat(stranger.catalogue().products()).isEmpty();
                });
    }
}
