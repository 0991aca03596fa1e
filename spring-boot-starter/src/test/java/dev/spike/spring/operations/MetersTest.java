package dev.spike.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.BalanceCache;
import dev.spike.ledger.BalanceListener;
import dev.spike.ledger.Credits;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.UnknownCreditTypeException;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalProvider;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters and observations, with Boot's own registries. */
class MetersTest {

    private static final Pattern NAMED = Pattern.compile("`(spike\\.[a-z.]+)`");

    private final TestDatabase database = HandMade.database();

    @AfterEach
    void close() {
        database.close();
    }

    private ApplicationContextRunner application() {
        return HandMade.runner(database)
                .withConfiguration(OperationsConditionsTest.ALL)
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        ObservationAutoConfiguration.class))
                .withUserConfiguration(Heard.class)
                .withPropertyValues("spike.health.keep=0s");
    }

    /** All observations that ended. */
    @Configuration(proxyBeanMethods = false)
    static class Heard {

        final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

        @Bean
        ObservationHandler<Observation.Context> hearing() {
            return new ObservationHandler<>() {
                @Override
                public void onStop(Observation.Context context) {
                    contexts.add(context);
                }

                @Override
                public boolean supportsContext(Observation.Context context) {
                    return true;
                }
            };
        }
    }

    private static long timed(ApplicationContext context, String verb, String type, String outcome) {
        return context
                .getBean(MeterRegistry.class)
                .find("spike.decisions")
                .tags("verb", verb, "credit.type", type, "outcome", outcome)
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private static int gauge(ApplicationContext context, String name) {
        return (int) context.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    @Test
    void decisions_are_timed_by_verb_credit_type_and_outcome() {
        application().run(context -> {
            var credits = context.getBean(Credits.class);
            var sms = credits.of(HandMade.anybody(), "sms");
            sms.add(100);
            sms.spend(SpendRequest.of(30).withKey("once"));
            sms.spend(SpendRequest.of(30).withKey("once"));
            sms.trySpend(71);
            assertThat(sms.trySpend(71)).isNotNull();
            assertThatExceptionOfType(NotEnoughBalanceException.class).isThrownBy(() -> sms.spend(71));
            assertThatExceptionOfType(KeyReusedException.class)
                    .isThrownBy(() -> sms.spend(SpendRequest.of(31).withKey("once")));
            var held = sms.hold(HoldRequest.of(10));
            sms.release(held.hold());
            sms.release(held.hold());
            credits.trySpendAll(
                    SpendAllRequest.of(HandMade.anybody(), "credits", 1).and(HandMade.anybody(), "sms", 1));

            assertThat(timed(context, "add", "sms", "accepted")).isEqualTo(1);
            assertThat(timed(context, "spend", "sms", "accepted")).isEqualTo(1);
            assertThat(timed(context, "spend", "sms", "repeated")).isEqualTo(1);
            assertThat(timed(context, "spend", "sms", "declined")).isEqualTo(3);
            assertThat(timed(context, "spend", "sms", "key-reused")).isEqualTo(1);
            assertThat(timed(context, "release", "sms", "accepted")).isEqualTo(1);
            assertThat(timed(context, "release", "sms", "closed")).isEqualTo(1);
            assertThat(timed(context, "spend-all", "several", "declined")).isEqualTo(1);
        });
    }

    @Test
    void no_tag_grows_with_what_callers_invent() {
        application().run(context -> {
            var credits = context.getBean(Credits.class);
            for (var type : List.of("one", "two")) {
                assertThatExceptionOfType(UnknownCreditTypeException.class)
                        .isThrownBy(() -> credits.trySpendAll(SpendAllRequest.of(HandMade.anybody(), type, 1)));
            }

            assertThat(timed(context, "spend-all", "unknown", "unknown-credit-type"))
                    .isEqualTo(2);
        });
    }

    @Test
    void an_observation_names_the_account_and_never_its_owner() {
        application().run(context -> {
            var user = HandMade.anybody();
            context.getBean(Credits.class).of(user).add(5);

            assertThat(context.getBean(Heard.class).contexts).singleElement().satisfies(observed -> {
                assertThat(observed.getContextualName()).isEqualTo("spike add");
                assertThat(observed.getHighCardinalityKeyValues())
                        .extracting(KeyValue::getKey)
                        .containsExactly("account");
                assertThat(observed.getAllKeyValues().toString()).doesNotContain(user.billableId());
            });
        });
    }

    @Test
    void a_joined_transaction_is_observed_too() {
        application().run(context -> {
            var user = HandMade.anybody();
            try (var connection = database.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                var joined = context.getBean(Credits.class).joining(connection);
                joined.of(user).add(5);
                connection.commit();
                joined.publish();
            }

            assertThat(timed(context, "add", "credits", "accepted")).isEqualTo(1);
            assertThat(context.getBean(Credits.class).of(user).balance().available())
                    .isEqualTo(5);
        });
    }

    @Test
    void the_engine_itself_is_not_wrapped() {
        application().run(context -> {
            assertThat(context.getBean(Credits.class)).isInstanceOf(ObservedCredits.class);
            assertThat(context.getBean("engine")).isInstanceOf(PostgresCredits.class);
        });
    }

    @Test
    void a_wrapped_account_answers_every_verb_itself() {
        for (var wrapped : List.of(ObservedCredits.class, ObservedAccount.class)) {
            var own = Arrays.stream(wrapped.getDeclaredMethods())
                    .map(MetersTest::signature)
                    .toList();
            var inherited = Arrays.stream(wrapped.getInterfaces()[0].getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .map(MetersTest::signature)
                    .filter(method -> !own.contains(method));

            // conveniences, which ask for one of the others
            assertThat(inherited)
                    .isSubsetOf(
                            "spendAll[SpendAllRequest]",
                            "forget[Billable]",
                            "add[long]",
                            "remove[long]",
                            "spend[long]",
                            "spend[SpendRequest]",
                            "trySpend[long]",
                            "hold[HoldRequest]",
                            "release[HoldId]",
                            "extend[HoldId, Instant]",
                            "transactions[TransactionId, int]");
        }
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }

    @Test
    void credits_that_move_are_counted_whoever_moves_them() {
        application().run(context -> {
            var user = HandMade.anybody();
            var account = context.getBean(Credits.class).of(user);
            account.add(50);
            account.spend(20);
            HandMade.subscribe(context.getBean(Billing.class), context.getBean(LocalProvider.class), user);
            context.getBean(DueWork.class).run();

            var moved = context.getBean(MeterRegistry.class).find("spike.credits.moved");
            assertThat(Objects.requireNonNull(moved.tags("verb", "spend").summary())
                            .totalAmount())
                    .isEqualTo(20);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("spike.credits.moved")
                            .tags("verb", "add", "type", "subscription", "credit.type", "credits")
                            .summary()
                            .totalAmount())
                    .isEqualTo(100);
        });
    }

    @Test
    void what_waits_and_what_failed_is_measured_with_its_age() {
        HandMade.failedDelivery(database.dataSource(), "evt_1");
        application().run(context -> {
            context.getBean(Billing.class).receive(new RawWebhook(new byte[0], Map.of()));

            assertThat(gauge(context, "spike.inbox.unsettled")).isEqualTo(1);
            assertThat(gauge(context, "spike.inbox.unsettled.age")).isEqualTo(5_400);
            assertThat(gauge(context, "spike.due.waiting")).isZero();
            assertThat(gauge(context, "spike.due.waiting.age")).isZero();
            assertThat(context.getBean(MeterRegistry.class)
                            .get("spike.webhooks.rejected")
                            .tag("reason", "unsigned")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("spike.webhooks.rejected")
                            .meters())
                    .hasSize(Verification.Reason.values().length);
        });
    }

    @Test
    void what_cannot_be_read_is_no_number_and_no_error() {
        HandMade.run(database.dataSource(), "DROP TABLE spike_due");
        application().run(context -> assertThat(context.getBean(MeterRegistry.class)
                        .get("spike.due.waiting")
                        .gauge()
                        .value())
                .isNaN());
    }

    private ApplicationContextRunner remembering() {
        return application().withAllowBeanDefinitionOverriding(true).withUserConfiguration(Remembering.class);
    }

    /** As the engine of the starter is, where the configuration says so. */
    @Configuration(proxyBeanMethods = false)
    static class Remembering {

        @Bean
        PostgresCredits engine(
                DataSource dataSource,
                Catalogue catalogue,
                InstantSource clock,
                ObjectProvider<BalanceListener> listeners) {
            var builder = PostgresCredits.on(dataSource).clock(clock).cacheBalances(BalanceCache.standard());
            catalogue.ledgerTypes().forEach(builder::creditType);
            return builder.listener(
                            event -> listeners.orderedStream().forEach(listener -> listener.onBalanceUpdated(event)))
                    .build();
        }
    }

    private static int asked(ApplicationContext context, String result) {
        return (int) context.getBean(MeterRegistry.class)
                .get("spike.balances.asked")
                .tag("result", result)
                .functionCounter()
                .count();
    }

    @Test
    void balances_from_memory_are_measured_where_there_are_any() {
        application().run(context -> assertThat(context.getBean(MeterRegistry.class)
                        .find("spike.balances.remembered")
                        .gauge())
                .isNull());
        remembering().run(context -> {
            var account = context.getBean(Credits.class).of(HandMade.anybody(), "sms");
            account.balance();
            account.balance();
            account.balance();

            assertThat(gauge(context, "spike.balances.remembered")).isEqualTo(1);
            assertThat(asked(context, "hit")).isEqualTo(2);
            assertThat(asked(context, "miss")).isEqualTo(1);
        });
    }

    @Test
    void the_page_names_every_meter_and_no_other() {
        remembering().run(context -> {
            var account = context.getBean(Credits.class).of(HandMade.anybody());
            account.add(1);
            var registered = new TreeSet<String>();
            for (Meter meter : context.getBean(MeterRegistry.class).getMeters()) {
                if (meter.getId().getName().startsWith("spike.")) {
                    registered.add(meter.getId().getName());
                }
            }

            assertThat(namedInThePage()).containsExactlyElementsOf(registered);
        });
    }

    /** In the table of meters. */
    private static Set<String> namedInThePage() {
        try {
            var page = Files.readString(Path.of("../docs/operations.md"));
            var table = page.substring(page.indexOf("## Metrics"), page.indexOf("## Observations"));
            var names = new TreeSet<String>();
            NAMED.matcher(table).results().forEach(found -> names.add(found.group(1)));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
