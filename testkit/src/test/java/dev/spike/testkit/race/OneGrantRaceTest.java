package dev.spike.testkit.race;

import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.SettableClock;
import dev.spike.testkit.contract.LedgerUnderTest;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can happen to one grant and a hold on it, each against each, on two nodes while time moves on. */
class OneGrantRaceTest {

    private static final int ROUNDS = 10;
    private static final int RACERS = 8;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final SettableClock CLOCK = SettableClock.at(LedgerUnderTest.START);

    private static Arena.Nodes nodes;
    private static Evidence evidence;

    @BeforeAll
    static void open() {
        nodes = new Arena.Nodes(TwoNodes.sharing(DATABASE, CLOCK), CLOCK);
        evidence = new Evidence(DATABASE.dataSource());
    }

    @AfterAll
    static void close() {
        nodes.both().close();
    }

    static Stream<Arguments> pairs() {
        var all = List.of(Contender.values());
        return IntStream.range(0, all.size()).boxed().flatMap(one -> all.subList(one, all.size()).stream()
                .map(other -> Arguments.of(all.get(one), other)));
    }

    @ParameterizedTest(name = "{0} against {1}")
    @MethodSource("pairs")
    void each_pair_ends_as_if_one_had_come_after_the_other(Contender one, Contender other) {
        var pair = List.of(one, other);
        for (int round = 0; round < ROUNDS; round++) {
            var arena =
                    Arena.open(nodes, pair.contains(Contender.EXPIRY) ? 1 : 3, pair.contains(Contender.LAPSE) ? 1 : 3);

            var said = arena.race(RACERS, pair);

            settle(arena, Set.copyOf(pair), said);
        }
        evidence.verifyAll();
    }

    @RepeatedTest(ROUNDS)
    void all_at_once_end_as_if_one_had_come_after_the_other() {
        var all = List.of(Contender.values());
        var arena = Arena.open(nodes, 2, 1);

        var said = arena.race(Racers.THREADS, all);

        settle(arena, Set.copyOf(all), said);
        evidence.verify(arena.owner());
    }

    @RepeatedTest(ROUNDS)
    void all_at_once_end_so_where_the_grant_ends_before_the_hold() {
        var all = List.of(Contender.values());
        var arena = Arena.open(nodes, 1, 2);

        var said = arena.race(Racers.THREADS, all);

        settle(arena, Set.copyOf(all), said);
        evidence.verify(arena.owner());
    }

    private static void settle(Arena arena, Set<Contender> contenders, List<Said> said) {
        Contender.LAPSE.touch(arena.account(0));
        new Outcome(arena, contenders, said).assertLawful(evidence, CLOCK.instant());
    }
}
