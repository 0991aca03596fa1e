package dev.spike.testkit.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.race.TwoNodes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** To every thread of every node it looks as if one request had been decided after the other. */
@Tag("thorough")
class LinearizabilityTest {

    private static final int HISTORIES = 1_000;

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    @Test
    void some_order_of_the_requests_explains_every_answer() {
        long seed = Long.getLong("spike.seed", System.nanoTime() & 0xFFFFFF);

        var histories = record(seed);

        var wrong = histories.stream()
                .filter(history -> !history.isLinearizable())
                .map(History::smallest)
                .sorted(Comparator.comparingInt(history -> history.operations().size()))
                .toList();
        System.out.println(tally(histories, seed));
        assertThat(wrong)
                .withFailMessage(() -> "No order explains " + wrong.size() + " of " + HISTORIES
                        + " histories of the seed " + seed + "; the smallest: " + wrong.get(0))
                .isEmpty();
        assertThat(answers(histories, Answer.Fallen.class)).isEmpty();
        assertThat(new LedgerVerifier(DATABASE.dataSource()).verify().findings())
                .isEmpty();
    }

    /** As many accounts at a time as there are processors. */
    private static List<History> record(long seed) {
        try (var nodes = new TwoNodes(DATABASE)) {
            return LongStream.range(0, HISTORIES)
                    .parallel()
                    .mapToObj(number -> Recording.play(nodes, seed + 1_000 * number))
                    .toList();
        }
    }

    private static String tally(List<History> histories, long seed) {
        return "linearizability: seed %d, %d histories, %d answers, %d declined, %d closed before, %d fallen, %d overlapped"
                .formatted(
                        seed,
                        histories.size(),
                        answers(histories, Answer.class).size(),
                        answers(histories, Answer.Declined.class).size(),
                        answers(histories, Answer.Closed.class).size(),
                        answers(histories, Answer.Fallen.class).size(),
                        histories.stream().mapToLong(History::overlaps).sum());
    }

    private static <T extends Answer> List<T> answers(List<History> histories, Class<T> kind) {
        return histories.stream()
                .flatMap(history -> history.operations().stream())
                .map(Operation::answer)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
