package dev.spike.spring.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.billing.Billing;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.TransactionType;
import dev.spike.provider.local.LocalProvider;
import dev.spike.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Whole applications whose due work is done by their schedules, on one database. */
@ExtendWith(OutputCaptureExtension.class)
class DueInApplicationsTest {

    private static final TestDatabase DATABASE = HandMade.database();
    private static final Instant MAY = Instant.parse("2026-05-15T12:00:01Z");

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static ApplicationContextRunner application() {
        return HandMade.runner(DATABASE)
                .withConfiguration(AutoConfigurations.of(DueWorkAutoConfiguration.class))
                .withPropertyValues("spike.due.enabled=true", "spike.due.every=100ms");
    }

    private static void awaitCredits(ApplicationContext context, Billable billable, long credits) {
        var account = context.getBean(Credits.class).of(billable);
        Eventually.until(credits + " credits", () -> account.balance().available() == credits);
    }

    private static long grants(ApplicationContext context, Billable billable) {
        return context.getBean(Credits.class).of(billable).transactions(null, 100).transactions().stream()
                .filter(row -> row.type() == TransactionType.SUBSCRIPTION)
                .count();
    }

    @Test
    void a_paid_period_arrives_by_the_schedule_alone() {
        var user = HandMade.anybody();
        application().run(context -> {
            HandMade.subscribe(context.getBean(Billing.class), context.getBean(LocalProvider.class), user);
            awaitCredits(context, user, 100);
            context.getBean(Credits.class).of(user).spend(60);

            context.getBean(SettableClock.class).set(MAY);

            awaitCredits(context, user, 100);
        });
    }

    @Test
    void one_round_by_hand_does_what_the_schedule_does() {
        var user = HandMade.anybody();
        application().withPropertyValues("spike.due.enabled=false").run(context -> {
            HandMade.subscribe(context.getBean(Billing.class), context.getBean(LocalProvider.class), user);

            var round = context.getBean(DueWork.class).run();

            assertThat(round.failures()).isZero();
            assertThat(round.done()).isPositive();
            assertThat(context.getBean(Credits.class).of(user).balance().available())
                    .isEqualTo(100);
        });
    }

    @Test
    void two_applications_on_one_database_double_nothing() {
        var users = Stream.generate(HandMade::anybody).limit(10).toList();
        application().run(one -> application().run(other -> {
            for (var user : users) {
                HandMade.subscribe(one.getBean(Billing.class), one.getBean(LocalProvider.class), user);
            }
            users.forEach(user -> awaitCredits(one, user, 100));

            List.of(one, other)
                    .forEach(node -> node.getBean(SettableClock.class).set(MAY));
            users.forEach(user -> Eventually.until("a renewal", () -> grants(one, user) >= 2));
            Eventually.until(
                    "both have been there",
                    () -> worked(one)
                            && worked(other)
                            && one.getBean(Billing.class).backlog(MAY).due().count() == 0);

            users.forEach(user -> {
                assertThat(grants(other, user)).isEqualTo(2);
                assertThat(other.getBean(Credits.class).of(user).balance().available())
                        .isEqualTo(100);
            });
        }));
    }

    private static boolean worked(ApplicationContext context) {
        return context.getBean(DueWork.class).steps().stream()
                        .mapToLong(StepProgress::done)
                        .sum()
                > 0;
    }

    @Test
    void uses_the_scheduler_of_the_application() {
        application()
                .withUserConfiguration(Scheduling.class)
                .withConfiguration(AutoConfigurations.of(TaskSchedulingAutoConfiguration.class))
                .withPropertyValues("spring.task.scheduling.thread-name-prefix=hosts-")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Eventually.until("a thread of the application", () -> isThread("hosts-"));
                    assertThat(isThread("spike-due-")).isFalse();
                });
    }

    @EnableScheduling
    static class Scheduling {}

    private static boolean isThread(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(prefix));
    }

    @Test
    void a_context_that_closes_leaves_no_thread_and_no_error(CapturedOutput output) {
        application().run(context -> {
            var work = context.getBean(DueWork.class);
            Eventually.until("a round", () -> work.steps().get(0).failingSince() == null && isThread("spike-due-"));
        });

        Eventually.until("the thread is gone", () -> !isThread("spike-due-"));
        assertThat(output.getAll()).doesNotContain("ERROR").doesNotContain("failed");
    }

    @Test
    void maintenance_that_is_refused_is_told_once_with_its_cure_and_the_rest_goes_on(CapturedOutput output) {
        var user = HandMade.anybody();
        try (var broken = HandMade.database()) {
            HandMade.run(broken.dataSource(), "DROP FUNCTION spike_prepare_receipts(date)");
            application()
                    .withPropertyValues(HandMade.on(broken))
                    .withPropertyValues("spike.due.enabled=false")
                    .run(context -> {
                        HandMade.subscribe(context.getBean(Billing.class), context.getBean(LocalProvider.class), user);
                        var work = context.getBean(DueWork.class);

                        assertThat(work.run().failures()).isEqualTo(1);
                        assertThat(work.run().failures()).isZero();

                        awaitCredits(context, user, 100);
                    });
        }
        assertThat(output.getAll())
                .contains("Due work 'maintain' failed")
                .contains("spike.due.maintain")
                .doesNotContain("Due work 'inbox' failed");
    }

    @Test
    void maintenance_is_left_to_others_where_they_say_so() {
        application()
                .withPropertyValues("spike.due.enabled=false", "spike.due.maintain=false")
                .run(context -> assertThat(context.getBean(DueWork.class).steps())
                        .extracting(StepProgress::name)
                        .containsExactly(
                                "local-bills",
                                "local-webhooks",
                                "inbox",
                                "provide",
                                "plans",
                                "reconcile",
                                "catch-up",
                                "forget-bodies"));
    }

    @Test
    void a_database_that_does_not_answer_is_tried_again(CapturedOutput output) {
        application()
                .withPropertyValues("spike.due.enabled=false", "test.password=wrong", "test.user=nobody_at_all")
                .run(context -> {
                    var round = context.getBean(DueWork.class)
                            .run(() -> !output.getAll().contains("'inbox' failed"));

                    assertThat(round.failures()).isPositive();
                    assertThat(round.more()).isFalse();
                });
    }

    @Test
    void rests_ten_seconds_unless_told_otherwise() {
        HandMade.runner(DATABASE)
                .withConfiguration(AutoConfigurations.of(DueWorkAutoConfiguration.class))
                .run(context ->
                        assertThat(context.getBean(DueWork.class).rest()).isEqualTo(Duration.ofSeconds(10)));
    }
}
