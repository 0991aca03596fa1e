package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.testkit.provider.PaymentProviderContract;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract sees a provider that does one thing wrong, whichever it is. */
class FaultyProviderTest {

    private static final String FAULT = "spike.fault";
    private static final int CASES_MIN = 40;

    @ParameterizedTest
    @EnumSource
    void the_contract_sees(Fault fault) {
        var summary = run(fault.name());

        assertThat(summary.getFailures())
                .as("the cases that fail of " + summary.getTestsFoundCount())
                .extracting(failure -> failure.getTestIdentifier().getDisplayName())
                .contains(fault.seenBy() + "()");
    }

    @Test
    void the_contract_sees_nothing_where_there_is_no_fault() {
        var summary = run("");

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

        assertThat(Stream.of(PaymentProvider.class.getMethods()).map(FaultyProviderTest::signature))
                .isSubsetOf(broken);
    }

    private static String signature(Method verb) {
        return verb.getName() + Arrays.toString(verb.getParameterTypes());
    }

    private static TestExecutionSummary run(String fault) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Faulty.class))
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

        Faulty(Optional<Fault> fault) {
            super(() -> new WithFault(TABLES.dataSource(), fault));
        }
    }

    private static final class WithFault extends LocalUnderTest {

        private final PaymentProvider faulty;

        WithFault(DataSource dataSource, Optional<Fault> fault) {
            super(dataSource, URI.create("http://127.0.0.1:1/"));
            faulty = fault.map(one -> one.in(local())).orElse(local());
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
            return parameter.getParameter().getType() == Optional.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getConfigurationParameter(FAULT)
                    .filter(name -> !name.isEmpty())
                    .map(Fault::valueOf);
        }
    }
}
