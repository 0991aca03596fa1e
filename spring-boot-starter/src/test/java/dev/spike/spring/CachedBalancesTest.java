package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.BalanceCacheStats;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Declined;
import dev.spike.ledger.postgres.PostgresCredits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Balances from memory in an application: what it did itself is never missing, in a transaction or after it. */
class CachedBalancesTest {

    private static Application app;

    @BeforeAll
    static void start() {
        app = Application.withJdbc(List.of(), "spike.cache.enabled=true", "spike.cache.size=100", "spike.cache.age=1d");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static BalanceCacheStats stats() {
        return app.credits().balanceCache().orElseThrow();
    }

    /** Nobody tells the application of what is done there. */
    private static Credits anotherNode() {
        return PostgresCredits.on(app.pool())
                .creditType(CreditType.of("credits"))
                .build();
    }

    @Test
    void are_read_once_for_the_age_and_not_past_what_this_node_does() {
        var user = app.userWith(100);
        assertThat(app.available(user)).isEqualTo(100);
        long read = stats().misses();

        anotherNode().of(user).spend(1);
        assertThat(app.available(user)).isEqualTo(100);
        assertThat(stats().misses()).isEqualTo(read);

        user.credits().spend(10);
        assertThat(app.available(user)).isEqualTo(89);
    }

    @Test
    void show_a_transaction_its_own_spends_and_others_what_is_committed() {
        var user = app.userWith(100);
        app.available(user);

        app.transaction().executeWithoutResult(status -> {
            user.credits().spend(10);
            assertThat(app.available(user)).isEqualTo(90);
        });

        assertThat(app.available(user)).isEqualTo(90);
    }

    @Test
    void are_what_they_were_after_a_rollback() {
        var user = app.userWith(100);
        app.available(user);

        app.transaction().executeWithoutResult(status -> {
            user.credits().spend(10);
            app.available(user);
            status.setRollbackOnly();
        });

        assertThat(app.available(user)).isEqualTo(100);
    }

    @Test
    void never_decide_a_spend() {
        var user = app.userWith(100);
        app.available(user);
        anotherNode().of(user).spend(60);

        assertThat(user.credits().canSpend(50)).isFalse();
        assertThat(user.credits().trySpend(50)).isInstanceOf(Declined.class);
    }

    @Test
    void keep_the_limits_that_are_configured_and_are_off_unless_they_are() {
        assertThat(stats().limits().sizeMax()).isEqualTo(100);
        assertThat(stats().limits().ageMax()).isEqualTo(Duration.ofDays(1));
        try (var plain = Application.withJdbc(List.of())) {
            assertThat(plain.credits().balanceCache()).isEmpty();
        }
    }
}
