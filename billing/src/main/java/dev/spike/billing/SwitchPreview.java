package dev.spike.billing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a switch now would do; a moment later it may be different.
 *
 * @param credits one for each credit type of the old plan or the new one
 * @param due to be paid at once; none for a plan that is given for nothing
 */
public record SwitchPreview(
        List<CreditChange> credits, @Nullable Money due) {

    public SwitchPreview {
        credits = List.copyOf(credits);
    }

    /**
     * What becomes of the credits of one type, in smallest units.
     *
     * @param ends what is left of the old plan, and ends
     * @param comes what the new plan gives, less what was used of the old one ahead of its time
     */
    public record CreditChange(String creditType, long ends, long comes) {}
}
