package dev.spike.portal;

import org.jspecify.annotations.Nullable;

/**
 * What a field of a form holds, and what is wrong with it.
 *
 * @param value what was typed, where something is wrong with it
 */
record Field(String value, @Nullable String wrong) {

    static Field of(Fault fault, Fault.Spot spot, String product, String usual) {
        return fault.isAt(spot, product) ? new Field(fault.typed(), fault.sentence()) : new Field(usual, null);
    }
}
