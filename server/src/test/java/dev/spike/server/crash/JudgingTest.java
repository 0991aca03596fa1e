package dev.spike.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Balance;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.ReceiptId;
import dev.spike.server.crash.Books.Kept;
import dev.spike.server.crash.Books.KeptHold;
import dev.spike.server.crash.Journal.Answered;
import dev.spike.server.crash.Sent.Part;
import dev.spike.server.crash.Told.Closed;
import dev.spike.server.crash.Told.Decided;
import dev.spike.server.crash.Told.DecidedOnAll;
import dev.spike.server.crash.Told.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractLongAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JudgingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant PASSED = NOW.minusSeconds(1);
    private static final Instant AHEAD = NOW.plusSeconds(1);

    private final List<Answered> journal = new ArrayList<>();
    private final List<Kept> receipts = new ArrayList<>();
    private final Map<HoldId, KeptHold> holds = new HashMap<>();

    @Nested
    class Lost {

        @Test
        void an_answer_that_the_books_have_is_not_lost() {
            acknowledged(spend("one", 5), 5, null);

            lost().isZero();
        }

        @Test
        void an_answer_without_a_receipt_is_lost() {
            acknowledged(spend("one", 5), 5, null);
            receipts.clear();

            lost().isOne();
        }

        @Test
        void an_answer_that_is_kept_otherwise_is_lost() {
            var sent = spend("one", 5);
            journal.add(new Answered(sent, accepted(sent, 5, null)));
            receipts.add(new Kept(accepted(sent, 4, null), 1));

            lost().isOne();
        }

        @Test
        void an_answer_to_something_else_than_was_asked_is_lost() {
            acknowledged(spend("one", 5), 4, null);

            lost().isOne();
        }

        @Test
        void a_refusal_leaves_no_receipt() {
            var sent = sent("one", Kind.VOID, null, "3");
            journal.add(new Answered(sent, new Refused(ErrorCode.GRANT_NOT_OPEN.code())));
            lost().isZero();

            receipts.add(new Kept(accepted(sent, 4, null), 1));
            lost().isOne();
        }

        @Test
        void a_hold_that_was_said_to_be_closed_stays_so() {
            acknowledged(hold("held", 10, PASSED), 10, 7L);
            journal.add(new Answered(sent("late", Kind.RELEASE, null, "7"), new Closed(HoldState.LAPSED, PASSED)));
            keep(7, HoldState.LAPSED, PASSED, 0, PASSED);
            lost().isZero();

            keep(7, HoldState.RELEASED, PASSED, 0, PASSED);
            lost().isOne();
        }
    }

    @Nested
    class OfAll {

        private final Sent sent = Sent.ofAll("all", List.of(new Part("account-1", 5L), new Part("account-2", 7L)));
        private final Decided one = on(1, 5, Outcome.ACCEPTED, NOW);
        private final Decided other = on(2, 7, Outcome.ACCEPTED, NOW);

        private Decided on(long account, long amount, Outcome outcome, Instant at) {
            return decided(account, sent, amount, outcome, at, null);
        }

        private void told(Decided... decisions) {
            journal.add(new Answered(sent, new DecidedOnAll(List.of(decisions))));
        }

        private void kept(Decided... decisions) {
            for (var decision : decisions) {
                receipts.add(new Kept(decision, 1));
            }
        }

        @Test
        void one_receipt_of_each_account_is_no_mistake() {
            told(one, other);
            kept(other, one);

            assertThat(judgement().isClean()).isTrue();
        }

        @Test
        void half_of_it_is_lost() {
            told(one, other);
            kept(one);

            lost().isOne();
        }

        @Test
        void an_answer_of_fewer_accounts_is_lost() {
            told(one);
            kept(one);

            lost().isOne();
        }

        @Test
        void one_account_twice_is_lost() {
            var again = on(1, 7, Outcome.ACCEPTED, NOW);
            told(one, again);
            kept(one, again);

            lost().isOne();
        }

        @Test
        void amounts_that_changed_places_are_lost() {
            told(other, one);
            kept(one, other);

            lost().isOne();
        }

        @Test
        void accounts_that_were_decided_apart_are_lost() {
            var declined = on(2, 7, Outcome.DECLINED, NOW);
            told(one, declined);
            kept(one, declined);

            lost().isOne();
        }

        @Test
        void accounts_that_were_decided_at_two_instants_are_lost() {
            var later = on(2, 7, Outcome.ACCEPTED, AHEAD);
            told(one, later);
            kept(one, later);

            lost().isOne();
        }

        @Test
        void a_refusal_of_all_leaves_no_receipt_on_any() {
            journal.add(new Answered(sent, new Refused(ErrorCode.DATED_IN_THE_FUTURE.code())));
            lost().isZero();

            kept(other);
            lost().isOne();
        }

        @Test
        void more_than_one_on_an_account_is_doubled() {
            told(one, other);
            kept(one, other, one);

            doubled().isOne();
        }

        @Test
        void an_account_that_it_was_not_asked_of_is_doubled() {
            told(one, other);
            kept(one, other, on(3, 5, Outcome.ACCEPTED, NOW));

            doubled().isOne();
        }
    }

    @Nested
    class Doubled {

        @Test
        void a_key_that_stands_twice_is_doubled() {
            acknowledged(spend("one", 5), 5, null);
            receipts.add(receipts.get(0));

            doubled().isOne();
        }

        @Test
        void a_receipt_that_nobody_asked_for_is_doubled() {
            acknowledged(spend("one", 5), 5, null);
            receipts.add(new Kept(accepted(spend("other", 5), 5, null), 2));

            doubled().isOne();
        }
    }

    @Nested
    class Holds {

        @Test
        void an_open_hold_that_nobody_closed_is_no_mistake() {
            acknowledged(hold("held", 10, null), 10, 7L);
            keep(7, HoldState.OPEN, null, 10, null);

            leftOpen().isZero();
        }

        @Test
        void an_open_hold_whose_deadline_has_passed_is_no_mistake_and_lapsed_before_it_is_one() {
            acknowledged(hold("held", 10, PASSED), 10, 7L);
            keep(7, HoldState.OPEN, PASSED, 10, null);
            acknowledged(hold("longer", 10, AHEAD), 10, 8L);
            keep(8, HoldState.LAPSED, AHEAD, 0, AHEAD);

            leftOpen().isOne();
        }

        @Test
        void a_released_hold_that_is_open_is_a_mistake() {
            acknowledged(hold("held", 10, null), 10, 7L);
            acknowledged(sent("back", Kind.RELEASE, null, "7"), 10, 7L);
            keep(7, HoldState.RELEASED, null, 0, NOW);
            leftOpen().isZero();

            keep(7, HoldState.OPEN, null, 10, null);
            leftOpen().isOne();
        }

        @Test
        void a_captured_hold_that_is_open_is_a_mistake() {
            acknowledged(hold("held", 10, null), 10, 7L);
            acknowledged(sent("used", Kind.CAPTURE, 4L, "7"), 4, 7L);
            keep(7, HoldState.CAPTURED, null, 0, NOW);
            leftOpen().isZero();

            keep(7, HoldState.OPEN, null, 6, null);
            leftOpen().isOne();
        }

        @Test
        void captures_that_keep_the_rest_close_when_nothing_is_left() {
            acknowledged(hold("held", 10, null), 10, 7L);
            acknowledged(sent("part", Kind.CAPTURE, 4L, "7").keepingTheRest(), 4, 7L);
            keep(7, HoldState.OPEN, null, 6, null);
            leftOpen().isZero();

            acknowledged(sent("rest", Kind.CAPTURE, 6L, "7").keepingTheRest(), 6, 7L);
            leftOpen().isOne();
            keep(7, HoldState.CAPTURED, null, 0, NOW);
            leftOpen().isZero();
        }

        @Test
        void capturing_nothing_releases() {
            acknowledged(hold("held", 10, null), 10, 7L);
            acknowledged(sent("nothing", Kind.CAPTURE, 0L, "7"), 0, 7L);
            keep(7, HoldState.RELEASED, null, 0, NOW);

            leftOpen().isZero();
        }

        @Test
        void the_last_deadline_counts_whatever_the_order_of_the_answers() {
            acknowledged(hold("held", 10, null), 10, 7L);
            var longer = AHEAD.plusSeconds(1);
            acknowledged(sent("second", Kind.EXTEND, null, "7").until(AHEAD), 10, 7L, 3);
            acknowledged(sent("first", Kind.EXTEND, null, "7").until(longer), 10, 7L, 2);
            keep(7, HoldState.OPEN, AHEAD, 10, null);
            leftOpen().isZero();

            keep(7, HoldState.OPEN, longer, 10, null);
            leftOpen().isOne();
        }

        @Test
        void closing_twice_is_a_mistake() {
            acknowledged(hold("held", 10, null), 10, 7L);
            acknowledged(sent("used", Kind.CAPTURE, 4L, "7"), 4, 7L);
            acknowledged(sent("back", Kind.RELEASE, null, "7"), 10, 7L);
            keep(7, HoldState.CAPTURED, null, 0, NOW);

            leftOpen().isOne();
        }

        @Test
        void extending_what_had_lapsed_is_a_mistake() {
            acknowledged(hold("held", 10, PASSED), 10, 7L);
            acknowledged(sent("again", Kind.EXTEND, null, "7").until(AHEAD), 10, 7L);
            keep(7, HoldState.OPEN, AHEAD, 10, null);

            leftOpen().isOne();
        }

        @Test
        void a_hold_that_nobody_asked_for_is_a_mistake_and_so_is_one_that_is_gone() {
            keep(7, HoldState.OPEN, null, 10, null);
            acknowledged(hold("held", 10, null), 10, 8L);

            leftOpen().isEqualTo(2);
        }
    }

    private static Sent spend(String key, long amount) {
        return sent(key, Kind.SPEND, amount, null);
    }

    private static Sent hold(String key, long amount, @Nullable Instant deadline) {
        var sent = sent(key, Kind.HOLD, amount, null);
        return deadline == null ? sent : sent.until(deadline);
    }

    private static Sent sent(String key, Kind kind, @Nullable Long amount, @Nullable String target) {
        return new Sent(key, "account-1", kind, amount, target);
    }

    private static Decided accepted(Sent sent, long amount, @Nullable Long hold) {
        return decided(1, sent, amount, Outcome.ACCEPTED, NOW, hold);
    }

    private static Decided decided(
            long account, Sent sent, long amount, Outcome outcome, Instant at, @Nullable Long hold) {
        var receipt = new Receipt(
                new ReceiptId(new AccountId(account), new IdempotencyKey(sent.key())),
                new Receipt.Asked(sent.kind().verb(), amount),
                outcome,
                List.of(),
                Balance.nothing(),
                at,
                false);
        return new Decided(receipt, hold == null ? null : new HoldId(hold));
    }

    /** Told to a client, and kept. */
    private void acknowledged(Sent sent, long amount, @Nullable Long hold) {
        acknowledged(sent, amount, hold, receipts.size() + 1);
    }

    private void acknowledged(Sent sent, long amount, @Nullable Long hold, int version) {
        var told = accepted(sent, amount, hold);
        journal.add(new Answered(sent, told));
        receipts.add(new Kept(told, version));
    }

    private void keep(
            long hold, HoldState state, @Nullable Instant deadline, long setAside, @Nullable Instant closedAt) {
        holds.put(new HoldId(hold), new KeptHold(new Standing(state, deadline, setAside), closedAt));
    }

    private Judgement judgement() {
        return Judging.of(journal, new Books(NOW, receipts, holds));
    }

    private AbstractLongAssert<?> lost() {
        return assertThat(judgement().lost());
    }

    private AbstractLongAssert<?> doubled() {
        return assertThat(judgement().doubled());
    }

    private AbstractLongAssert<?> leftOpen() {
        return assertThat(judgement().holdsLeftOpen());
    }
}
