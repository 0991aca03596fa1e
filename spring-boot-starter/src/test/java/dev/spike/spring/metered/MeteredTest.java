package dev.spike.spring.metered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.Hold;
import dev.spike.ledger.KeyReusedException;
import dev.spike.ledger.NotEnoughBalanceException;
import dev.spike.testkit.SettableClock;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = WorkshopApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class MeteredTest {

    private static final AtomicLong USERS = new AtomicLong();

    private final Billable user = Billable.of("user", "metered-" + USERS.incrementAndGet());
    private final Workshop workshop;
    private final Credits credits;
    private final SettableClock clock;
    private final JdbcTemplate jdbc;

    @Autowired
    MeteredTest(Workshop workshop, Credits credits, SettableClock clock, JdbcTemplate jdbc) {
        this.workshop = workshop;
        this.credits = credits;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry registry) {
        WorkshopApplication.connect(registry);
    }

    @BeforeEach
    void begin() {
        done().clear();
        account().add(20);
    }

    private static void nothing() {}

    private CreditAccount account() {
        return credits.of(user);
    }

    private List<String> done() {
        return workshop.done();
    }

    private void assertHas(long available) {
        assertThat(account().balance()).isEqualTo(new Balance(available, 0, 0));
    }

    @Nested
    class A_price_known_before {

        @Test
        void is_paid_when_the_method_returns() {
            assertThat(workshop.constant(user, "report")).isEqualTo("done report");

            assertHas(15);
        }

        @Test
        void is_held_while_the_method_runs() {
            workshop.keyed(user, "held", () -> assertThat(account().balance()).isEqualTo(new Balance(15, 5, 0)));

            assertHas(15);
        }

        @Test
        void is_given_back_when_the_method_throws_whatever_it_throws() {
            for (var failure :
                    List.of(new IllegalStateException("a"), new Workshop.CheckedFailure(), new StackOverflowError())) {
                assertThatThrownBy(() -> workshop.failing(user, failure))
                        .isSameAs(failure)
                        .hasNoSuppressedExceptions();
            }

            assertHas(20);
        }

        @Test
        void keeps_the_method_from_running_when_there_is_less() {
            account().spend(16);

            var thrown = catchThrowableOfType(NotEnoughBalanceException.class, () -> workshop.constant(user, "report"));

            assertThat(thrown.declined().missing()).isEqualTo(1);
            assertThat(thrown.creditType()).isEqualTo("credits");
            assertThat(done()).isEmpty();
            assertHas(4);
        }

        @Test
        void may_come_from_an_argument_in_another_credit_type() {
            credits.of(user, "sms").add(10);

            workshop.byArgument(user, 3L);

            assertThat(credits.of(user, "sms").balance().available()).isEqualTo(7);
            assertHas(20);
        }

        @Test
        void of_nothing_costs_nothing_and_needs_no_credits() {
            workshop.byArgument(user, 0);

            assertThat(done()).containsExactly("argument");
            assertThat(credits.of(user, "sms").transactions(null, 10).transactions())
                    .isEmpty();
        }

        @Test
        void may_come_from_a_property_and_from_a_bean_and_be_paid_by_whom_an_expression_names() {
            workshop.configured(new Workshop.Team(user));
            workshop.priced(user, "12345678");

            assertHas(5);
        }
    }

    static List<Object> wholeNumbers() {
        return List.of(4, 4L, (short) 4, (byte) 4, BigInteger.valueOf(4), new BigDecimal("4.00"));
    }

    @ParameterizedTest
    @MethodSource("wholeNumbers")
    void an_amount_may_be_any_whole_number(Object number) {
        workshop.any(user(200), number);

        assertHas(216);
    }

    private Billable user(long more) {
        account().add(more);
        return user;
    }

    static List<Object> noAmounts() {
        return List.of(-1, 4.0, new BigDecimal("4.5"), BigInteger.ONE.shiftLeft(64), "4", true);
    }

    @ParameterizedTest
    @MethodSource("noAmounts")
    void anything_else_is_refused_by_name_and_what_was_held_is_free_again(Object number) {
        var payer = user(200);

        assertThatExceptionOfType(MeteredException.class)
                .isThrownBy(() -> workshop.any(payer, number))
                .returns(MeteredError.AMOUNT_INVALID, MeteredException::error)
                .withMessageContaining("credits of " + Workshop.class.getName() + ".any(Billable, Object)");

        assertHas(220);
    }

    @Test
    void an_amount_that_is_missing_or_negative_before_the_work_keeps_it_from_running() {
        assertThatExceptionOfType(MeteredException.class).isThrownBy(() -> workshop.byArgument(user, -3));
        assertThatExceptionOfType(MeteredException.class).isThrownBy(() -> workshop.any(user(200), null));

        assertThat(done()).containsExactly("any");
    }

    @Test
    void nobody_to_charge_keeps_the_method_from_running() {
        assertThatExceptionOfType(MeteredException.class)
                .isThrownBy(() -> workshop.constant(null, "report"))
                .returns(MeteredError.NOBODY_TO_CHARGE, MeteredException::error);

        assertThat(done()).isEmpty();
    }

    @Nested
    class A_price_known_after {

        @Test
        void is_captured_and_the_rest_of_what_was_held_is_free() {
            workshop.byResult(user(100), 30);

            assertHas(90);
        }

        @Test
        void of_nothing_releases_what_was_held() {
            workshop.byResult(user(100), 0);

            assertHas(120);
        }

        @Test
        void above_what_was_held_takes_the_rest_besides() {
            workshop.byResult(user(100), 115);

            assertHas(5);
        }

        @Test
        void above_all_there_is_charges_nothing_and_withholds_the_result() {
            var payer = user(100);

            assertThatExceptionOfType(NotEnoughBalanceException.class)
                    .isThrownBy(() -> workshop.byResult(payer, 121))
                    .satisfies(thrown -> assertThat(thrown.declined().asked()).isEqualTo(121));

            assertHas(120);
        }

        @Test
        void needs_all_of_what_is_held_before() {
            assertThatExceptionOfType(NotEnoughBalanceException.class).isThrownBy(() -> workshop.byResult(user, 1));

            assertThat(done()).isEmpty();
        }

        @Test
        void is_spent_if_the_hold_lapsed_meanwhile() {
            workshop.keyed(user, "slow", () -> clock.advance(Duration.ofMinutes(16)));

            assertHas(15);
        }
    }

    @Nested
    class A_result_that_comes_later {

        @Test
        void is_paid_when_it_comes_and_not_before() throws Exception {
            var work = new CompletableFuture<Long>();

            var result = workshop.later(user(100), work);

            assertThat(account().balance()).isEqualTo(new Balance(20, 100, 0));
            assertThat(result).isNotDone();
            work.complete(7L);
            assertThat(result.get()).isEqualTo(7);
            assertHas(113);
        }

        @Test
        void is_given_back_when_it_fails() {
            var work = new CompletableFuture<Long>();
            var failure = new Workshop.CheckedFailure();

            var result = workshop.later(user(100), work.thenApply(value -> value));
            work.completeExceptionally(failure);

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(result::get)
                    .withCause(failure);
            assertHas(120);
        }

        @Test
        void is_withheld_when_it_cannot_be_paid() {
            var result = workshop.later(user(100), CompletableFuture.completedFuture(500L));

            assertThat(result).isCompletedExceptionally();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(result::get)
                    .withCauseInstanceOf(NotEnoughBalanceException.class);
            assertHas(120);
        }

        @Test
        void is_given_back_when_the_caller_cancels_it() {
            var work = new CompletableFuture<Long>();

            var cancelled = workshop.later(user(100), work).cancel(true);

            assertThat(cancelled).isTrue();
            assertThat(work).isCancelled();
            assertHas(120);
        }

        @Test
        void is_paid_also_when_it_comes_in_a_transaction_that_is_rolled_back() throws Exception {
            var work = new CompletableFuture<Long>();
            var result = workshop.later(user(100), work);

            assertThatIllegalStateException()
                    .isThrownBy(() -> workshop.around(() -> {
                        work.complete(7L);
                        throw new IllegalStateException("rolled back");
                    }));

            assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(7);
            assertHas(113);
        }

        @Test
        void is_withheld_and_free_where_the_method_does_not_say_that_it_comes_later() {
            var payer = user(100);

            assertThatIllegalStateException()
                    .isThrownBy(() -> workshop.any(payer, new CompletableFuture<>()))
                    .withMessageContaining("returned something that goes on after the return (CompletableFuture)");

            assertHas(120);
        }

        @Test
        void is_refused_inside_a_transaction_which_would_wait_for_itself() {
            var payer = user(100);

            assertThatIllegalStateException()
                    .isThrownBy(() -> workshop.around(() -> {
                        var unused = workshop.later(payer, new CompletableFuture<>());
                    }))
                    .withMessageContaining("must not be called inside a transaction");

            assertThat(done()).isEmpty();
        }
    }

    @Nested
    class In_a_transaction {

        @Test
        void the_payment_is_committed_with_the_work() throws Exception {
            workshop.inTransaction(user, "kept", null);

            assertThat(rows("kept")).isEqualTo(1);
            assertHas(15);
        }

        @Test
        void a_rollback_of_the_method_s_own_transaction_leaves_no_trace_of_hold_and_capture() {
            var failure = new IllegalStateException("no");

            assertThatThrownBy(() -> workshop.inTransaction(user, "gone", failure))
                    .isSameAs(failure);

            assertThat(rows("gone")).isZero();
            assertHas(20);
            assertThat(receipts()).as("receipts, of the add alone").isEqualTo(1);
        }

        @Test
        void an_exception_that_commits_gives_back_what_was_held_with_the_commit() {
            assertThatThrownBy(() -> workshop.inTransaction(user, "checked", new Workshop.CheckedFailure()))
                    .isInstanceOf(Workshop.CheckedFailure.class);

            assertThat(rows("checked")).isEqualTo(1);
            assertHas(20);
            assertThat(receipts()).as("receipts of add, hold and release").isEqualTo(3);
        }

        @Test
        void a_rollback_around_the_method_gives_the_payment_back() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> workshop.around(() -> {
                        workshop.constant(user, "report");
                        assertThat(account().balance().available()).isEqualTo(15);
                        throw new IllegalStateException("no");
                    }));

            assertHas(20);
        }

        @Test
        void too_little_leaves_a_transaction_around_the_method_usable() {
            account().spend(18);

            workshop.around(() -> {
                assertThatExceptionOfType(NotEnoughBalanceException.class)
                        .isThrownBy(() -> workshop.constant(user, "report"));
                jdbc.update("INSERT INTO work (name) VALUES ('usable')");
            });

            assertThat(rows("usable")).isEqualTo(1);
        }

        @Test
        void work_that_broke_the_transaction_shows_its_own_failure() {
            assertThatThrownBy(() ->
                            workshop.around(() -> workshop.keyed(user, "broke", () -> jdbc.execute("SELECT 1/0"))))
                    .hasMessageContaining("division by zero");

            assertHas(20);
        }

        private long rows(String name) {
            var rows = jdbc.queryForObject("SELECT count(*) FROM work WHERE name = ?", Long.class, name);
            return rows == null ? 0 : rows;
        }

        private long receipts() {
            var rows = jdbc.queryForObject(
                    "SELECT count(*) FROM spike_credit_receipts r JOIN spike_credit_accounts a ON a.id = r.account_id"
                            + " WHERE a.billable_id = ?",
                    Long.class,
                    user.billableId());
            return rows == null ? 0 : rows;
        }
    }

    @Test
    void metered_work_within_metered_work_is_paid_besides() {
        workshop.keyed(user, "outer", () -> workshop.constant(user, "inner"));

        assertHas(10);
    }

    @Nested
    class Under_a_key {

        @Test
        void work_is_done_and_paid_once() {
            workshop.keyed(user, "order-1", MeteredTest::nothing);

            assertThatExceptionOfType(MeteredException.class)
                    .isThrownBy(() -> workshop.keyed(user, "order-1", MeteredTest::nothing))
                    .returns(MeteredError.ALREADY_DONE, MeteredException::error);

            assertThat(done()).hasSize(1);
            assertHas(15);
        }

        @Test
        void work_that_runs_is_not_begun_again_beside_it() {
            workshop.keyed(user, "order-2", () -> assertThatExceptionOfType(MeteredException.class)
                    .isThrownBy(() -> workshop.keyed(user, "order-2", MeteredTest::nothing))
                    .returns(MeteredError.STILL_RUNNING, MeteredException::error));

            assertThat(done()).hasSize(1);
            assertHas(15);
        }

        @Test
        void work_that_failed_can_be_repeated() {
            for (int i = 0; i < 3; i++) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> workshop.keyed(user, "order-3", () -> {
                            throw new IllegalStateException("no");
                        }));
            }

            workshop.keyed(user, "order-3", MeteredTest::nothing);

            assertThat(done()).hasSize(1);
            assertHas(15);
        }

        @Test
        void work_that_was_declined_can_be_repeated_once_there_is_enough() {
            account().spend(20);
            assertThatExceptionOfType(NotEnoughBalanceException.class)
                    .isThrownBy(() -> workshop.keyed(user, "order-4", MeteredTest::nothing));

            account().add(5);
            workshop.keyed(user, "order-4", MeteredTest::nothing);

            assertHas(0);
        }

        @Test
        void work_whose_process_died_can_be_repeated_once_its_hold_has_lapsed() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> workshop.keyed(user, "order-5", () -> {
                        // what the dead process left: a hold, and nobody to settle it
                        clock.advance(Duration.ofMinutes(14));
                        assertThatExceptionOfType(MeteredException.class)
                                .isThrownBy(() -> workshop.keyed(user, "order-5", MeteredTest::nothing))
                                .returns(MeteredError.STILL_RUNNING, MeteredException::error);
                        clock.advance(Duration.ofMinutes(2));
                        workshop.keyed(user, "order-5", MeteredTest::nothing);
                        throw new IllegalStateException("the dead process");
                    }));

            assertThat(done()).hasSize(1);
            assertHas(15);
        }

        @Test
        void work_of_two_attempts_is_paid_once_and_the_later_result_is_withheld() {
            assertThatExceptionOfType(MeteredException.class)
                    .isThrownBy(() -> workshop.keyed(user, "order-6", () -> {
                        clock.advance(Duration.ofMinutes(16));
                        workshop.keyed(user, "order-6", MeteredTest::nothing);
                    }))
                    .returns(MeteredError.ALREADY_DONE, MeteredException::error);

            assertHas(15);
            assertThat(account().holds()).extracting(Hold::held).isEmpty();
        }

        @Test
        void another_method_does_other_work() {
            workshop.keyed(user, "order-7", MeteredTest::nothing);
            workshop.keyedToo(user, "order-7");

            assertHas(10);
        }

        @Test
        void another_billable_does_other_work() {
            var other = Billable.of("user", "other-" + user.billableId());
            credits.of(other).add(5);

            workshop.keyed(user, "order-8", MeteredTest::nothing);
            workshop.keyed(other, "order-8", MeteredTest::nothing);

            assertThat(credits.of(other).balance().available()).isZero();
        }

        @Test
        void another_amount_is_another_request_and_is_refused_where_the_work_is_done() {
            workshop.keyedAmount(user, "order-9", 3, MeteredTest::nothing);

            assertThatExceptionOfType(KeyReusedException.class)
                    .isThrownBy(() -> workshop.keyedAmount(user, "order-9", 4, MeteredTest::nothing));

            assertHas(17);
        }

        @Test
        void another_amount_is_possible_where_nothing_was_done() {
            assertThatExceptionOfType(NotEnoughBalanceException.class)
                    .isThrownBy(() -> workshop.keyedAmount(user, "order-10", 21, MeteredTest::nothing));

            workshop.keyedAmount(user, "order-10", 20, MeteredTest::nothing);

            assertHas(0);
        }

        @Test
        void a_payment_that_was_refused_does_not_stand_in_the_way_of_the_next_attempt() {
            assertThatExceptionOfType(NotEnoughBalanceException.class)
                    .isThrownBy(() -> workshop.keyedResult(user, "order-11", 30));
            assertThatExceptionOfType(NotEnoughBalanceException.class)
                    .isThrownBy(() -> workshop.keyedResult(user, "order-11", 30));

            workshop.keyedResult(user, "order-11", 8);

            assertHas(12);
            assertThatExceptionOfType(MeteredException.class)
                    .isThrownBy(() -> workshop.keyedResult(user, "order-11", 8));
        }

        @Test
        void work_that_a_transaction_rolled_back_can_be_repeated() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> workshop.around(() -> {
                        workshop.keyed(user, "order-12", MeteredTest::nothing);
                        throw new IllegalStateException("no");
                    }));

            workshop.keyed(user, "order-12", MeteredTest::nothing);

            assertHas(15);
        }

        @Test
        void work_that_always_fails_is_not_tried_for_ever() {
            account().spend(20);
            for (int i = 0; i < MeteredKeys.ATTEMPTS_MAX; i++) {
                assertThatExceptionOfType(NotEnoughBalanceException.class)
                        .isThrownBy(() -> workshop.keyed(user, "order-13", MeteredTest::nothing));
            }

            assertThatExceptionOfType(MeteredException.class)
                    .isThrownBy(() -> workshop.keyed(user, "order-13", MeteredTest::nothing))
                    .returns(MeteredError.ATTEMPTS_USED_UP, MeteredException::error);
        }

        @Test
        void a_key_may_have_all_the_characters_that_it_may() {
            assertThatCode(() -> workshop.keyed(user, "x".repeat(MeteredKeys.CHARACTERS_MAX), MeteredTest::nothing))
                    .doesNotThrowAnyException();
        }

        @ParameterizedTest
        @MethodSource("dev.spike.spring.metered.MeteredTest#noKeys")
        void a_key_that_cannot_be_used_keeps_the_method_from_running(String key) {
            assertThatExceptionOfType(MeteredException.class)
                    .isThrownBy(() -> workshop.keyed(user, key.equals("none") ? null : key, MeteredTest::nothing))
                    .returns(MeteredError.IDEMPOTENCY_KEY_INVALID, MeteredException::error);

            assertThat(done()).isEmpty();
        }
    }

    static List<String> noKeys() {
        return List.of("none", "", " ", "x".repeat(MeteredKeys.CHARACTERS_MAX + 1), "line\nbreak", "ąžuolas");
    }
}
