package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.SubscriptionProvider;
import dev.spike.testkit.provider.PaymentProviderContract;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract sees a provider that does one thing wrong, whichever it is. */
@Tag("thorough")
class FaultyProviderTest {

    private static final String FAULT = "spike.fault";
    private static final String NO_SUBSCRIPTIONS = "none";
    private static final int CASES_MIN = 40;

    private static final DiscoverySelector ALL = DiscoverySelectors.selectClass(Faulty.class);

    /** The part by its name, which is not for other packages to see. */
    private static final DiscoverySelector SUBSCRIPTIONS = DiscoverySelectors.selectNestedClass(
            List.of(Faulty.class.getName()), PaymentProviderContract.class.getName() + "$Subscriptions");

    @ParameterizedTest
    @EnumSource
    void the_contract_sees(Fault fault) {
        assertSeen(fault.name(), fault.seenBy());
    }

    @ParameterizedTest
    @EnumSource
    void the_contract_of_subscriptions_sees(SubscriptionFault fault) {
        assertSeen(fault.name(), fault.seenBy());
    }

    private static void assertSeen(String fault, String seenBy) {
        var summary = run(partWith(seenBy), fault);

        assertThat(summary.getFailures())
                .as("the cases that fail of " + summary.getTestsFoundCount())
                .extracting(failure -> failure.getTestIdentifier().getDisplayName())
                .contains(seenBy + "()");
    }

    /** The part of the suite that has the case. */
    private static DiscoverySelector partWith(String seenBy) {
        return parts(List.of(Faulty.class), PaymentProviderContract.class)
                .filter(part -> Stream.of(last(part).getSuperclass().getDeclaredMethods())
                        .anyMatch(rule -> rule.getName().equals(seenBy)))
                .map(part -> DiscoverySelectors.selectNestedClass(part.subList(0, part.size() - 1), last(part)))
                .findFirst()
                .orElseThrow();
    }

    /** Each part, after those around it. */
    private static Stream<List<Class<?>>> parts(List<Class<?>> around, Class<?> suite) {
        return Stream.of(suite.getDeclaredClasses()).flatMap(inner -> {
            var part = Stream.concat(around.stream(), Stream.of(inner)).toList();
            return Stream.concat(Stream.of(part), parts(part, inner));
        });
    }

    private static Class<?> last(List<Class<?>> part) {
        return part.get(part.size() - 1);
    }

    @Test
    void who_offers_no_subscriptions_is_skipped_and_nothing_fails() {
        var summary = run(SUBSCRIPTIONS, NO_SUBSCRIPTIONS);

        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isZero();
        assertThat(summary.getTestsAbortedCount()).isGreaterThanOrEqualTo(CASES_MIN);
    }

    @Test
    void the_contract_sees_nothing_where_there_is_no_fault() {
        var summary = run(ALL, "");

        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(CASES_MIN);
    }

    @Test
    void every_verb_of_the_spi_has_a_fault() {
        var broken = Arrays.stream(Fault.values())
                .map(fault -> fault.in(LocalUnderTest.at(new HikariDataSource()).local()))
                .flatMap(provider -> Stream.of(provider.getClass().getDeclaredMethods()))
                .map(FaultyProviderTest::signature)
                .toList();

        assertThat(Stream.of(PaymentProvider.class.getMethods())
                        .map(FaultyProviderTest::signature)
                        .filter(verb -> !verb.equals("subscriptions[]")))
                .isSubsetOf(broken);
    }

    @Test
    void every_verb_about_subscriptions_has_a_fault() {
        var broken = Arrays.stream(SubscriptionFault.values())
                .map(fault -> fault.in(LocalUnderTest.at(new HikariDataSource()).local()))
                .map(provider -> provider.subscriptions().orElseThrow())
                .flatMap(subscriptions -> Stream.of(subscriptions.getClass().getDeclaredMethods()))
                .map(FaultyProviderTest::signature)
                .toList();

        assertThat(Stream.of(SubscriptionProvider.class.getMethods()).map(FaultyProviderTest::signature))
                .isSubsetOf(broken);
    }

    private static String signature(Method verb) {
        return verb.getName() + Arrays.toString(verb.getParameterTypes());
    }

    private static TestExecutionSummary run(DiscoverySelector part, String fault) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(part)
                .configurationParameter(FAULT, fault)
                .build();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    @ExtendWith(FaultByName.class)
    static class Faulty extends PaymentProviderContract {

        @RegisterExtension
        static final LocalTables TABLES = new LocalTables();

        Faulty(UnaryOperator<PaymentProvider> fault) {
            super(() -> new WithFault(TABLES.dataSource(), fault));
        }
    }

    private static final class WithFault extends LocalUnderTest {

        private final PaymentProvider faulty;

        WithFault(DataSource dataSource, UnaryOperator<PaymentProvider> fault) {
            super(dataSource, URI.create("http://127.0.0.1:1/"));
            faulty = fault.apply(local());
        }

        @Override
        public PaymentProvider provider() {
            return faulty;
        }
    }

    /** Hands the fault that the launcher was told to the suite's constructor. */
    static final class FaultByName implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == UnaryOperator.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return named(context.getConfigurationParameter(FAULT).orElse(""));
        }

        private static UnaryOperator<PaymentProvider> named(String name) {
            if (name.isEmpty()) {
                return real -> real;
            }
            if (name.equals(NO_SUBSCRIPTIONS)) {
                return WithoutSubscriptions::new;
            }
            return Arrays.stream(Fault.values()).anyMatch(fault -> fault.name().equals(name))
                    ? Fault.valueOf(name)::in
                    : SubscriptionFault.valueOf(name)::in;
        }
    }

    private static final class WithoutSubscriptions extends Delegating {

        WithoutSubscriptions(PaymentProvider real) {
            super(real);
        }

        @Override
        public Optional<SubscriptionProvider> subscriptions() {
            return Optional.empty();
        }
    }
}
