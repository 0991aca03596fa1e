package dev.spike.spring.metered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.testkit.LedgerDatabase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Beans without a class of the application's own: repositories, clients of remote services. */
class MadeFromInterfacesTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    /** A hold may last as long as metered methods ask for, and no longer. */
    private final Credits credits = PostgresCredits.on(DATABASE.dataSource())
            .maxHold(Duration.ofMinutes(15))
            .build();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MeteredAutoConfiguration.class))
            .withBean(Credits.class, () -> credits);

    interface Translations {
        @Metered(credits = "#text.length()")
        String translate(Billable user, String text);
    }

    @Metered(credits = "2")
    interface Lookups {
        String lookUp(Billable user);
    }

    @Test
    void a_client_of_a_remote_service_is_metered_by_its_interface() {
        var user = Billable.of("user", "client");
        credits.of(user).add(10);

        application
                .withBean("client", Translations.class, () -> (Translations) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Translations.class},
                        (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                                ? method.invoke(this, arguments)
                                : method.getName()))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Translations.class).translate(user, "four"))
                            .isEqualTo("translate");
                });

        assertThat(credits.of(user).balance()).isEqualTo(new Balance(6, 0, 0));
    }

    @Test
    void so_is_one_that_spring_made() {
        var user = Billable.of("user", "spring");
        credits.of(user).add(10);

        application
                .withBean("lookups", Lookups.class, () -> {
                    var factory = new ProxyFactory();
                    factory.setInterfaces(Lookups.class);
                    factory.addAdvice((MethodInterceptor) invocation -> "found");
                    return (Lookups) factory.getProxy();
                })
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Lookups.class).lookUp(user)).isEqualTo("found");
                });

        assertThat(credits.of(user).balance()).isEqualTo(new Balance(8, 0, 0));
    }

    @Test
    void a_repository_whose_class_does_not_have_the_method_is_a_mistake() {
        application
                .withBean("repository", Lookups.class, () -> {
                    var factory = new ProxyFactory(new Object());
                    factory.setInterfaces(Lookups.class);
                    factory.addAdvice((MethodInterceptor) invocation -> "found");
                    return (Lookups) factory.getProxy();
                })
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(MeteredMistakesException.class)
                        .rootCause()
                        .hasMessageContaining("lookUp(Billable): an interceptor answers"));
    }
}
