package dev.spike.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Balance;
import dev.spike.ledger.HoldId;
import dev.spike.ledger.HoldState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The search knows right histories from wrong ones. Each begins with 10; what is asked at 1 and answered at 4 is {@code at(1, 4, ...)}. */
class SearchTest {

    private static final HoldId HOLD = new HoldId(1);
    private static final Request LOOK = new Request.Look();

    static Stream<Arguments> right() {
        return Stream.of(
                history("nothing happened"),
                history("one after the other", at(1, 2, spend(4), done(6, 0)), at(3, 4, spend(6), done(0, 0))),
                history(
                        "two at once, the later asked first",
                        at(1, 4, spend(4), done(0, 0)),
                        at(2, 3, spend(6), done(4, 0))),
                history(
                        "one of two has to be declined",
                        at(1, 4, spend(10), declined(0, 0)),
                        at(2, 3, spend(10), done(0, 0))),
                history(
                        "a read sees a spend before it is answered",
                        at(1, 4, spend(3), done(7, 0)),
                        at(2, 3, LOOK, done(7, 0))),
                history("or does not see it yet", at(1, 4, spend(3), done(7, 0)), at(2, 3, LOOK, done(10, 0))),
                history(
                        "two reads see it come",
                        at(1, 6, spend(3), done(7, 0)),
                        at(2, 3, LOOK, done(10, 0)),
                        at(4, 5, LOOK, done(7, 0))),
                history(
                        "a spend covered by an add at once",
                        at(1, 4, spend(15), done(0, 0)),
                        at(2, 3, add(5), done(15, 0))),
                history(
                        "captured in parts, then closed",
                        at(1, 2, hold(5), held(5, 5)),
                        at(3, 4, new Request.CapturePart(HOLD, 2), done(5, 3)),
                        at(5, 6, new Request.CapturePart(HOLD, 3), done(5, 0)),
                        at(7, 8, new Request.Release(HOLD), closed(HoldState.CAPTURED))),
                history(
                        "captured and released at once",
                        at(1, 2, hold(5), held(5, 5)),
                        at(3, 6, new Request.Capture(HOLD, 5), closed(HoldState.RELEASED)),
                        at(4, 5, new Request.Release(HOLD), done(10, 0))),
                history(
                        "more captured than held",
                        at(1, 2, hold(5), held(5, 5)),
                        at(3, 4, new Request.Capture(HOLD, 11), declined(5, 5)),
                        at(5, 6, new Request.Capture(HOLD, 10), done(0, 0))),
                history(
                        "a capture of nothing releases",
                        at(1, 2, hold(5), held(5, 5)),
                        at(3, 4, new Request.Capture(HOLD, 0), done(10, 0)),
                        at(5, 6, new Request.Release(HOLD), closed(HoldState.RELEASED))),
                history("unanswered and done", at(1, NEVER, spend(3), done(7, 0)), at(2, 3, LOOK, done(7, 0))),
                history("unanswered and not done", at(1, NEVER, spend(3), done(7, 0)), at(2, 3, LOOK, done(10, 0))),
                history(
                        "what fell moved nothing",
                        at(1, 2, spend(3), new Answer.Fallen("")),
                        at(3, 4, LOOK, done(10, 0))));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                history("a double spend", at(1, 3, spend(10), done(0, 0)), at(2, 4, spend(10), done(0, 0))),
                history(
                        "a lost update",
                        at(1, 4, spend(3), done(7, 0)),
                        at(2, 3, spend(4), done(3, 0)),
                        at(5, 6, LOOK, done(6, 0))),
                history("two that both saw 10", at(1, 3, spend(3), done(7, 0)), at(2, 4, spend(4), done(6, 0))),
                history("a stale read", at(1, 2, spend(3), done(7, 0)), at(3, 4, LOOK, done(10, 0))),
                history(
                        "a read that goes back in time",
                        at(1, 6, spend(3), done(7, 0)),
                        at(2, 3, LOOK, done(7, 0)),
                        at(4, 5, LOOK, done(10, 0))),
                history("a read of what was never so", at(1, 4, spend(3), done(7, 0)), at(2, 3, LOOK, done(8, 0))),
                history("a read of what is not yet asked", at(1, 2, LOOK, done(7, 0)), at(3, 4, spend(3), done(7, 0))),
                history("declined though there is enough", at(1, 2, spend(10), declined(10, 0))),
                history(
                        "covered by what is not yet added",
                        at(1, 2, spend(15), done(0, 0)),
                        at(3, 4, add(5), done(5, 0))),
                history(
                        "a hold closed twice",
                        at(1, 2, hold(5), held(5, 5)),
                        at(3, 6, new Request.Capture(HOLD, 5), done(5, 0)),
                        at(4, 5, new Request.Release(HOLD), done(10, 0))),
                history(
                        "more captured than held, and not spent",
                        at(1, 2, hold(5), held(5, 5)),
                        at(3, 4, new Request.Capture(HOLD, 6), done(5, 0))),
                history(
                        "a part captured twice",
                        at(1, 2, hold(5), held(5, 5)),
                        at(3, 5, new Request.CapturePart(HOLD, 2), done(5, 3)),
                        at(4, 6, new Request.CapturePart(HOLD, 2), done(5, 3))),
                history("one hold given twice", at(1, 2, hold(5), held(5, 5)), at(3, 4, hold(5), held(0, 10))),
                history("what is held is spent", at(1, 2, hold(10), held(0, 10)), at(3, 4, spend(1), done(0, 9))),
                history(
                        "unanswered, seen and unseen",
                        at(1, NEVER, spend(3), done(7, 0)),
                        at(2, 3, LOOK, done(7, 0)),
                        at(4, 5, LOOK, done(10, 0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    void finds_an_order_of_a_right_history(String name, History history) {
        assertThat(history.isLinearizable()).as(name).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void finds_no_order_of_a_wrong_history(String name, History history) {
        assertThat(history.isLinearizable()).as(name).isFalse();
    }

    @Test
    void ends_where_everything_is_asked_at_once_and_the_last_answer_is_wrong() {
        var operations = new ArrayList<Operation>();
        for (int i = 1; i <= 12; i++) {
            operations.add(new Operation(i, add(1), done(10 + i, 0), i, 1_000 + i));
            operations.add(new Operation(i, spend(100), declined(10 + i, 0), i, 1_000 + i));
            operations.add(new Operation(i, LOOK, done(10 + i, 0), i, 1_000 + i));
            operations.add(new Operation(i, spend(1), new Answer.Fallen(""), i, 1_000 + i));
        }
        assertThat(history(operations).isLinearizable()).isTrue();

        operations.add(new Operation(99, LOOK, done(23, 0), 2_000, 2_001));
        assertThat(history(operations).isLinearizable()).isFalse();
    }

    @Test
    void shows_no_more_than_is_needed_to_see_what_is_wrong() {
        var history = history(List.of(
                at(1, 2, LOOK, done(10, 0)),
                at(3, 6, spend(3), done(7, 0)),
                at(4, 9, spend(20), declined(7, 0)),
                at(5, 8, spend(4), done(6, 0)),
                at(10, 11, LOOK, done(6, 0))));

        assertThat(history.smallest()).hasToString("""
                before: Balance[available=10, held=0, owed=0]
                [=]  thread 3: spend 3 -> done, 7 available, 0 held
                 [=] thread 5: spend 4 -> done, 6 available, 0 held
                """);
    }

    private static final long NEVER = Operation.NEVER;

    private static Arguments history(String name, Operation... operations) {
        return Arguments.of(name, history(List.of(operations)));
    }

    private static History history(List<Operation> operations) {
        return new History(SmallLedger.with(10), operations);
    }

    private static Operation at(int asked, long answered, Request request, Answer answer) {
        return new Operation(asked, request, answer, asked, answered);
    }

    private static Request spend(long amount) {
        return new Request.Spend(amount);
    }

    private static Request add(long amount) {
        return new Request.Add(amount);
    }

    private static Request hold(long amount) {
        return new Request.SetAside(amount);
    }

    private static Answer done(long available, long held) {
        return new Answer.Done(new Balance(available, held, 0));
    }

    private static Answer held(long available, long held) {
        return new Answer.Held(HOLD, new Balance(available, held, 0));
    }

    private static Answer declined(long available, long held) {
        return new Answer.Declined(new Balance(available, held, 0));
    }

    private static Answer closed(HoldState state) {
        return new Answer.Closed(state);
    }
}
