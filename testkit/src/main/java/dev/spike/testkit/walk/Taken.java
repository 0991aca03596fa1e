package dev.spike.testkit.walk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a spend, a capture or a removal of the model took, as far as it is not undone. */
final class Taken {

    /** The day whose usage it is; none of a removal. */
    final @Nullable LocalDate day;

    private final List<Answer.Part> left;

    Taken(@Nullable LocalDate day, List<Answer.Part> parts) {
        this.day = day;
        this.left = new ArrayList<>(parts);
    }

    long left() {
        return left.stream().mapToLong(Answer.Part::amount).sum();
    }

    /** The parts that are undone next, last drawn first. */
    List<Answer.Part> undo(long amount) {
        var undone = new ArrayList<Answer.Part>();
        long wanted = amount;
        while (wanted > 0) {
            var last = left.remove(left.size() - 1);
            long some = Math.min(wanted, last.amount());
            wanted -= some;
            undone.add(new Answer.Part(last.grantOf(), some));
            if (some < last.amount()) {
                left.add(new Answer.Part(last.grantOf(), last.amount() - some));
            }
        }
        return undone;
    }
}
