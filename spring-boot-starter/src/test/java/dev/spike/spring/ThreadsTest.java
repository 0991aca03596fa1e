package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Billable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** Credits work on whatever thread, and a transaction belongs to its thread. */
class ThreadsTest {

    private static Application app;

    @BeforeAll
    static void start() {
        app = Application.withJdbc(List.of(Threads.class));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class})
    @EnableAsync
    @EnableScheduling
    @EnableTransactionManagement
    static class Threads {

        @Bean
        CountDownLatch runs() {
            return new CountDownLatch(2);
        }

        @Bean
        Jobs jobs(CountDownLatch runs) {
            return new Jobs(runs);
        }
    }

    static class Jobs {

        static final Billable NIGHTLY = Billable.of("job", "nightly");

        private final CountDownLatch runs;

        Jobs(CountDownLatch runs) {
            this.runs = runs;
        }

        @Async
        public CompletableFuture<String> spend(Billable user) {
            user.credits().spend(10);
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }

        @Async
        @Transactional
        public CompletableFuture<String> spendAndFail(Billable user) {
            user.credits().spend(10);
            throw new IllegalStateException("no network");
        }

        @Scheduled(fixedDelay = 50)
        @Transactional
        public void nightly() {
            NIGHTLY.credits().add(1);
            runs.countDown();
        }
    }

    @Test
    void an_asynchronous_method_spends_by_itself() {
        var user = app.userWith(100);

        var thread = app.transaction().execute(status -> {
            var name = app.bean(Jobs.class).spend(user).join();
            status.setRollbackOnly();
            return name;
        });

        assertThat(thread).isNotEqualTo(Thread.currentThread().getName());
        assertThat(app.available(user)).isEqualTo(90);
    }

    @Test
    void an_asynchronous_transaction_gives_back_when_it_fails() {
        var user = app.userWith(100);

        assertThat(app.bean(Jobs.class)
                        .spendAndFail(user)
                        .handle((done, failure) -> failure)
                        .join())
                .hasMessageContaining("no network");

        assertThat(app.available(user)).isEqualTo(100);
    }

    @Test
    void a_scheduled_method_uses_credits() throws InterruptedException {
        boolean ran = app.bean(CountDownLatch.class).await(20, TimeUnit.SECONDS);

        assertThat(ran).isTrue();
        assertThat(app.available(Jobs.NIGHTLY)).isPositive();
    }
}
