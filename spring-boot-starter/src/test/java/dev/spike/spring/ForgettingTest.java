package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spike.billing.Billing;
import dev.spike.billing.ForgetResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person is forgotten in the application's transaction where only the ledger knows it, and by billing otherwise. */
class ForgettingTest {

    @Test
    void where_nothing_is_sold_a_person_is_forgotten_with_the_application_s_own_rows() {
        try (var app = Application.withJdbc(List.of())) {
            var user = app.userWith(100);

            app.transaction().executeWithoutResult(status -> {
                user.credits().spend(10);
                app.credits().forget(user);
                status.setRollbackOnly();
            });
            assertThat(app.available(user)).isEqualTo(100);

            app.transaction().executeWithoutResult(status -> {
                user.credits().spend(10);
                app.credits().forget(user);
            });
            assertThat(app.available(user)).isZero();
        }
    }

    @Test
    void where_something_is_sold_billing_forgets() {
        try (var app = Application.withJdbc(
                List.of(), "spike.provider=local", "spike.products[0].id=gift", "spike.products[0].price=0 USD")) {
            var user = app.userWith(100);
            var billing = app.bean(Billing.class);

            assertThatThrownBy(() -> app.credits().forget(user))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("billing.forget(billable)");
            app.transaction().executeWithoutResult(status -> {
                user.credits().spend(10);
                assertThatThrownBy(() -> billing.forget(user)).hasMessageContaining("would wait for ever");
            });

            assertThat(billing.forget(user)).isInstanceOf(ForgetResult.class);
            assertThat(app.available(user)).isZero();
        }
    }

    @Test
    void what_is_told_of_a_person_is_what_the_transaction_sees() {
        try (var app = Application.withJdbc(List.of())) {
            var user = app.userWith(100);
            var told = new StringBuilder();

            app.transaction().executeWithoutResult(status -> {
                user.credits().spend(33);
                app.credits().export(user, told::append);
            });

            assertThat(told.toString()).contains("-33");
        }
    }
}
