package dev.spike.billing.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was meant. */
final class Spelling {

    /** Beyond it a word is not compared: nobody mistypes our words into something so long. */
    private static final int LENGTH_MAX = 60;

    private Spelling() {}

    /** The known word nearest to the one written, if a third of its letters or fewer differ; else one that begins with it. */
    static Optional<String> nearest(String written, Collection<String> known) {
        if (written.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        var plain = withHyphens(written);
        return known.stream()
                .filter(word -> distance(plain, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(word -> distance(plain, word)))
                .or(() -> known.stream()
                        .filter(word -> word.startsWith(plain + "-"))
                        .findFirst());
    }

    /** {@code priceMonthly} and {@code price_monthly} are {@code price-monthly}. */
    private static String withHyphens(String written) {
        return written.replaceAll("(?<=[a-z])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** How many letters are to be put in, taken out or exchanged (Levenshtein), a row of the table at a time. */
    static int distance(String one, String other) {
        var above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            var line = new int[above.length];
            line[0] = row;
            for (int column = 1; column < line.length; column++) {
                int exchanged = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                line[column] = Math.min(above[column - 1] + exchanged, 1 + Math.min(above[column], line[column - 1]));
            }
            above = line;
        }
        return above[other.length()];
    }
}
