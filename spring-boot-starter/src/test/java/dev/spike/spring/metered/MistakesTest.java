package dev.spike.spring.metered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.spring.BillableResolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Mistakes of the annotation stop the start; no database is needed to see them. */
class MistakesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MeteredAutoConfiguration.class))
            .withBean(Credits.class, MistakesTest::credits);

    private static Credits credits() {
        return PostgresCredits.on(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"))
                .creditType(CreditType.of("credits"))
                .creditType(CreditType.of("sms"))
                .build();
    }

    private void assertStopped(ApplicationContextRunner runner, Class<?> bean, String... told) {
        runner.withBean(bean).run(context -> {
            var mistakes = rootOf(context.getStartupFailure());
            assertThat(mistakes).isInstanceOf(MeteredMistakesException.class);
            for (var each : told) {
                assertThat(mistakes).hasMessageContaining(each);
            }
        });
    }

    private static @Nullable Throwable rootOf(@Nullable Throwable failure) {
        var root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    static class UnknownType {
        @Metered(credits = "5", type = "smss")
        public void send(Billable user, String text) {}
    }

    static class NoExpression {
        @Metered(credits = "#tokens +")
        public void send(Billable user, long tokens) {}
    }

    static class UnknownVariable {
        @Metered(credits = "#token")
        public void send(Billable user, long tokens) {}
    }

    static class ForgottenSign {
        @Metered(credits = "tokens * 2")
        public void send(Billable user, long tokens) {}
    }

    static class UnknownFunction {
        @Metered(credits = "#price(3)")
        public void send(Billable user) {}
    }

    static class UnknownBean {
        @Metered(credits = "@prices.of(#user)")
        public void send(Billable user) {}
    }

    static class UnknownProperty {
        @Metered(credits = "${app.price}")
        public void send(Billable user) {}
    }

    static class NoUpTo {
        @Metered(credits = "#result.length()")
        public String send(Billable user) {
            return "";
        }
    }

    static class NeedlessUpTo {
        @Metered(credits = "5", upTo = "10")
        public void send(Billable user) {}
    }

    static class ResultOfNothing {
        @Metered(credits = "#result", upTo = "10")
        public void send(Billable user) {}
    }

    static class ResultBefore {
        @Metered(credits = "#result", upTo = "#result + 1", key = "#result")
        public long send(Billable user) {
            return 1;
        }
    }

    static class ParameterNamedResult {
        @Metered(credits = "#result", upTo = "10")
        public long send(Billable user, long result) {
            return result;
        }
    }

    static class NoCredits {
        @Metered(credits = " ")
        public void send(Billable user) {}
    }

    static class Zero {
        @Metered(credits = "0")
        public void send(Billable user) {}
    }

    static class TooLarge {
        @Metered(credits = "9223372036854775808")
        public void send(Billable user) {}
    }

    static class Nobody {
        @Metered(credits = "5")
        public void send(String text) {}
    }

    static class TwoPayers {
        @Metered(credits = "5")
        public void send(Billable from, Billable to) {}
    }

    static class NoDuration {
        @Metered(credits = "5", holdFor = "soon")
        public void send(Billable user) {}
    }

    static class NegativeDuration {
        @Metered(credits = "5", holdFor = "-1m")
        public void send(Billable user) {}
    }

    static class ShortDuration {
        @Metered(credits = "5", holdFor = "1ns")
        public void send(Billable user) {}
    }

    static class EndlessDuration {
        @Metered(credits = "5", holdFor = "P106751991167D")
        public void send(Billable user) {}
    }

    static class Streaming {
        @Metered(credits = "5")
        public CompletableFuture<ResponseEntity<StreamingResponseBody>> send(Billable user) {
            return new CompletableFuture<>();
        }
    }

    static class NotPublic {
        @Metered(credits = "5")
        void send(Billable user) {}
    }

    static class Static {
        @Metered(credits = "5")
        public static void send(Billable user) {}
    }

    static class FinalMethod {
        @Metered(credits = "5")
        public final void send(Billable user) {}
    }

    static final class FinalClass {
        @Metered(credits = "5")
        public void send(Billable user) {}
    }

    static class Several {
        @Metered(credits = "#tokns", type = "smss")
        public void send(Billable user, long tokens) {}

        @Metered(credits = "5")
        public void call() {}
    }

    @Metered(credits = "#tokens")
    static class OnTheType {
        public void send(Billable user, long tokens) {}

        public void call(Billable user) {}
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(UnknownType.class, "no credit type 'smss'; configured are credits, sms"),
                Arguments.of(NoExpression.class, "credits = \"#tokens +\" is no expression"),
                Arguments.of(UnknownVariable.class, "#token, and no parameter has that name; there are [tokens, user]"),
                Arguments.of(ForgottenSign.class, "write #tokens"),
                Arguments.of(UnknownFunction.class, "there are no functions"),
                Arguments.of(UnknownBean.class, "the bean 'prices', and there is none"),
                Arguments.of(UnknownProperty.class, "a placeholder without a value"),
                Arguments.of(NoUpTo.class, "add upTo"),
                Arguments.of(NeedlessUpTo.class, "upTo has no meaning"),
                Arguments.of(ResultOfNothing.class, "the method returns nothing"),
                Arguments.of(ResultBefore.class, "upTo asks #result, which is not known before the work"),
                Arguments.of(ResultBefore.class, "key asks #result, which is not known before the work"),
                Arguments.of(ParameterNamedResult.class, "rename the parameter"),
                Arguments.of(NoCredits.class, "credits is empty"),
                Arguments.of(Zero.class, "is not above zero"),
                Arguments.of(TooLarge.class, "is no expression"),
                Arguments.of(Nobody.class, "nobody pays"),
                Arguments.of(TwoPayers.class, "#p0 and #p1 are billables"),
                Arguments.of(NoDuration.class, "holdFor = \"soon\" is no duration"),
                Arguments.of(NegativeDuration.class, "holdFor = \"-1m\", which is below a second"),
                Arguments.of(ShortDuration.class, "holdFor = \"1ns\", which is below a second"),
                Arguments.of(EndlessDuration.class, "which is above ten years"),
                Arguments.of(Streaming.class, "what it returns (StreamingResponseBody) goes on after the return"),
                Arguments.of(NotPublic.class, "make it public"),
                Arguments.of(Static.class, "the method is static"),
                Arguments.of(FinalMethod.class, "the method is final"),
                Arguments.of(FinalClass.class, "the class is final"),
                Arguments.of(OnTheType.class, "call(Billable): credits asks #tokens"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_stops_the_start_and_is_named_with_its_method_and_the_remedy(Class<?> bean, String told) {
        assertStopped(application, bean, "@Metered on " + bean.getName() + ".", told);
    }

    @Test
    void all_mistakes_of_a_class_are_told_at_once() {
        assertStopped(
                application,
                Several.class,
                "send(Billable, long): there is no credit type",
                "asks #tokns",
                "call(): nobody");
    }

    @Test
    void the_failure_is_told_without_a_stack_trace() {
        var analysis = new MeteredFailureAnalyzer().analyze(new MeteredMistakesException(List.of("one", "two")));

        assertThat(analysis)
                .returns("one\ntwo", FailureAnalysis::getDescription)
                .extracting(FailureAnalysis::getAction)
                .asString()
                .contains("spike.metered.enabled=false");
    }

    @Test
    void without_credits_nothing_metered_starts() {
        var without =
                new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MeteredAutoConfiguration.class));

        assertStopped(without, FinalClass.class, "there is no bean of type Credits");
        without.run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void switched_off_the_methods_are_plain() {
        application
                .withPropertyValues("spike.metered.enabled=false")
                .withBean(UnknownType.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(AopUtils.isAopProxy(context.getBean(UnknownType.class)))
                            .isFalse();
                });
    }

    @Test
    void a_hold_that_would_not_last_is_refused() {
        application.withPropertyValues("spike.metered.hold-for=0s").run(context -> assertThat(
                        rootOf(context.getStartupFailure()))
                .hasMessageContaining("spike.metered.hold-for is PT0S"));
    }

    @Test
    void a_hold_that_is_longer_than_holds_may_be_is_refused() {
        var database = new ArrayList<String>();
        WorkshopApplication.connect((name, value) -> database.add(name + "=" + value.get()));

        new ApplicationContextRunner()
                .withUserConfiguration(WorkshopApplication.class)
                .withPropertyValues(database.toArray(String[]::new))
                .withPropertyValues("spike.max-hold=PT10M")
                .run(context -> assertThat(rootOf(context.getStartupFailure()))
                        .hasMessageContaining(
                                "spike.metered.hold-for is PT15M, and no hold is longer than spike.max-hold, PT10M"));
    }

    @Metered(credits = "5")
    static class Whole {
        public void send(Billable user) {}

        @Override
        public String toString() {
            return "whole";
        }
    }

    @Test
    void what_every_object_has_is_free() throws NoSuchMethodException {
        assertThat(Annotated.on(Whole.class.getMethod("send", Billable.class), Whole.class))
                .isNotNull();
        assertThat(Annotated.on(Whole.class.getMethod("toString"), Whole.class)).isNull();
    }

    interface Sender {
        void send(Billable user);
    }

    static class InterfaceSender implements Sender {
        @Override
        @Metered(credits = "5")
        public void send(Billable user) {}

        @Metered(credits = "5")
        public void also(Billable user) {}
    }

    @Test
    void a_method_that_a_proxy_of_interfaces_does_not_have_is_a_mistake() {
        application
                .withBean("sender", Sender.class, () -> {
                    var factory = new ProxyFactory(new InterfaceSender());
                    factory.setInterfaces(Sender.class);
                    return (Sender) factory.getProxy();
                })
                .run(context -> assertThat(rootOf(context.getStartupFailure()))
                        .hasMessageContaining("also(Billable): the bean is proxied by its interfaces")
                        .hasMessageNotContaining("send(Billable): the bean"));
    }

    static class Later {
        @Metered(credits = "5")
        public Callable<String> callable(Billable user) {
            return () -> "";
        }

        @Metered(credits = "5")
        public Future<String> future(Billable user) {
            return CompletableFuture.completedFuture("");
        }

        @Metered(credits = "5")
        public Stream<String> stream(Billable user) {
            return Stream.of();
        }

        @Metered(credits = "5")
        public Flow.Publisher<String> publisher(Billable user) {
            return subscriber -> {};
        }

        @Metered(credits = "5")
        public ResponseEntity<StreamingResponseBody> streaming(Billable user) {
            return ResponseEntity.ok(stream -> {});
        }

        @Metered(credits = "5")
        public List<CompletableFuture<String>> several(Billable user) {
            return List.of();
        }

        @Metered(credits = "5")
        public CompletionStage<ResponseEntity<String>> fine(Billable user) {
            return CompletableFuture.completedStage(ResponseEntity.ok(""));
        }
    }

    @Test
    void what_goes_on_unseen_after_the_return_is_refused() {
        application.withBean(Later.class).run(context -> {
            var failure = rootOf(context.getStartupFailure());
            assertThat(failure).isInstanceOf(MeteredMistakesException.class);
            var told = String.valueOf(failure).lines().toList();
            assertThat(told).allSatisfy(line -> assertThat(line).contains("goes on after the return"));
            assertThat(told).hasSize(6).noneSatisfy(line -> assertThat(line).contains("fine("));
        });
    }

    @Test
    void whoever_is_signed_in_pays_with_spring_security() {
        application
                .withConfiguration(AutoConfigurations.of(MeteredSecurityAutoConfiguration.class))
                .withBean(Nobody.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var resolver = context.getBean(BillableResolver.class);
                    assertThat(resolver.current()).isEmpty();
                    var token = new TestingAuthenticationToken(Billable.of("user", "1"), null, "USER");
                    SecurityContextHolder.setContext(new SecurityContextImpl(token));
                    try {
                        assertThat(resolver.current()).contains(Billable.of("user", "1"));
                    } finally {
                        SecurityContextHolder.clearContext();
                    }
                });
    }

    @Test
    void the_resolver_of_the_application_stands_before_it() {
        BillableResolver own = Optional::empty;

        application
                .withConfiguration(AutoConfigurations.of(MeteredSecurityAutoConfiguration.class))
                .withBean(BillableResolver.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(BillableResolver.class)).isSameAs(own));
    }

    @Test
    void no_class_of_security_or_the_web_is_needed() {
        var all = AutoConfigurations.of(
                MeteredAutoConfiguration.class,
                MeteredSecurityAutoConfiguration.class,
                MeteredWebAutoConfiguration.class);

        new ApplicationContextRunner()
                .withConfiguration(all)
                .withBean(Credits.class, MistakesTest::credits)
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.security", "org.springframework.web", "jakarta.servlet"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(MeteredPostProcessor.class);
                    assertThat(Arrays.asList(context.getBeanDefinitionNames()))
                            .doesNotContain("spikeRequestKeys", "spikeBillableResolver");
                });
    }
}
