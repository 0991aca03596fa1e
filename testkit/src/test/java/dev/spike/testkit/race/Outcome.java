package dev.spike.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Balance;
import dev.spike.ledger.HoldState;
import dev.spike.ledger.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** How a race in an arena ended: what was said, held against what the tables say. */
record Outcome(Arena arena, Set<Contender> contenders, List<Said> said) {

    /** @param at where time has come to */
    void assertLawful(Evidence evidence, Instant at) {
        var state = evidence.state(arena.hold());
        assertOneEnd(state);
        assertInTime();
        assertThat(evidence.rows(arena.owner(), arena.grant()))
                .as("what remains of the grant after %s", said)
                .isEqualTo(isVoided() ? 0 : remaining())
                .isBetween(0L, Arena.GRANTED);
        var expected = balance(state, at);
        for (int node = 0; node < 2; node++) {
            assertThat(arena.account(node).balance())
                    .as("the balance of node %d after %s", node, said)
                    .isEqualTo(expected);
        }
        assertThat(evidence.law(arena.owner(), at)).isEqualTo(expected.total());
    }

    /** Of capture, release and lapse exactly one wins, and whoever comes later is told which. */
    private void assertOneEnd(HoldState state) {
        long captured = sum(Contender.CAPTURE) + sum(Contender.CAPTURE_PART);
        assertThat(said.stream().map(Said::closed).filter(Objects::nonNull))
                .as("how the hold ended, as told; it is %s", state)
                .allMatch(told -> told == state);
        assertThat(captured).as("captured of %d", Arena.HELD).isBetween(0L, Arena.HELD);
        assertThat(done(Contender.RELEASE)).as("releases of %s", said).hasSize(state == HoldState.RELEASED ? 1 : 0);
        assertThat(captured == Arena.HELD).as("all is captured").isEqualTo(state == HoldState.CAPTURED);
        assertThat(done(Contender.CAPTURE).size()).as("captures of %s", said).isLessThanOrEqualTo(1);
        assertThat(state == HoldState.LAPSED || state == HoldState.OPEN)
                .as("nobody closed it")
                .isEqualTo(done(Contender.CAPTURE).isEmpty()
                        && captured < Arena.HELD
                        && done(Contender.RELEASE).isEmpty());
        assertThat(state == HoldState.OPEN && contenders.contains(Contender.LAPSE))
                .as("open after its deadline")
                .isFalse();
    }

    private void assertInTime() {
        assertThat(done(Contender.VOID)).hasSizeLessThanOrEqualTo(1);
        if (contenders.contains(Contender.VOID) && !contenders.contains(Contender.EXPIRY)) {
            assertThat(isVoided()).isTrue();
        }
        Stream.of(Contender.SPEND, Contender.HOLD, Contender.VOID)
                .flatMap(contender -> done(contender).stream())
                .forEach(receipt -> assertThat(receipt.decidedAt())
                        .as("before the grant's end")
                        .isBefore(arena.expiry()));
        Stream.of(Contender.CAPTURE, Contender.CAPTURE_PART, Contender.RELEASE)
                .flatMap(contender -> done(contender).stream())
                .forEach(receipt -> assertThat(receipt.decidedAt())
                        .as("before the deadline")
                        .isBefore(arena.deadline()));
        assertThat(done(Contender.LAPSE)).isEmpty();
        assertThat(done(Contender.EXPIRY)).isEmpty();
    }

    private Balance balance(HoldState state, Instant at) {
        if (isVoided() || !at.isBefore(arena.expiry())) {
            return Balance.nothing();
        }
        long captured = sum(Contender.CAPTURE) + sum(Contender.CAPTURE_PART);
        long held = sum(Contender.HOLD) + (state == HoldState.OPEN ? Arena.HELD - captured : 0);
        return new Balance(remaining() - held, held, 0);
    }

    private long remaining() {
        return Arena.GRANTED - sum(Contender.SPEND) - sum(Contender.CAPTURE) - sum(Contender.CAPTURE_PART);
    }

    private boolean isVoided() {
        return !done(Contender.VOID).isEmpty();
    }

    private long sum(Contender contender) {
        return done(contender).stream()
                .mapToLong(receipt -> receipt.asked().amount())
                .sum();
    }

    private List<Receipt> done(Contender contender) {
        return said.stream()
                .filter(one -> one.contender() == contender)
                .map(Said::receipt)
                .filter(Objects::nonNull)
                .toList();
    }
}
