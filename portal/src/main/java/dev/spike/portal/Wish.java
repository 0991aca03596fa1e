package dev.spike.portal;

import dev.spike.billing.Cart;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * So many of a product, as a form or an address asks for it: {@code products[pack-10]=2}.
 *
 * @param product whatever was written there, at most {@value #CHARACTERS_MAX} characters
 * @param quantity the same
 */
record Wish(String product, String quantity) {

    /** No id and no number is longer; who writes more reads the beginning. */
    private static final int CHARACTERS_MAX = 100;

    private static final Pattern NAME = Pattern.compile("products\\[(.*)]", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    /** What the request asks for, at most as many as a cart has lines. */
    static List<Wish> of(Visit visit) {
        return visit.request().params().entrySet().stream()
                .flatMap(entry -> NAME.matcher(entry.getKey())
                        .results()
                        .map(found -> new Wish(found.group(1), entry.getValue().get(0))))
                .limit(Cart.LINES_MAX)
                .toList();
    }

    Wish {
        product = cut(product);
        quantity = cut(quantity.strip());
    }

    /** The beginning of a text that may be of any length. */
    static String cut(String text) {
        return text.codePointCount(0, text.length()) <= CHARACTERS_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, CHARACTERS_MAX));
    }

    /** The quantity, if it is a number that could be one. */
    Optional<Integer> count() {
        return NUMBER.matcher(quantity).matches() ? Optional.of(Integer.valueOf(quantity)) : Optional.empty();
    }
}
