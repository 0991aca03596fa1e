package dev.spike.billing.catalogue;

import dev.spike.billing.Catalogue;
import java.util.List;

/**
 * A catalogue that was read, whether or not it may be used.
 *
 * @param catalogue what could be read; all of it only if there is no mistake
 * @param mistakes in the order of their places
 */
public record Judged(Catalogue catalogue, List<Mistake> mistakes) {

    public Judged {
        mistakes = List.copyOf(mistakes);
    }
}
