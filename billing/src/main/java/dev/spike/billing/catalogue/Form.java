package dev.spike.billing.catalogue;

/**
 * A way of writing a value.
 *
 * @param type what it is called on the page about catalogues
 * @param allowed what may be written, as a clause of a mistake
 * @param takesBlank whether writing nothing means something
 */
record Form<T>(String type, String allowed, Reading<T> reading, boolean takesBlank) {

    Form(String type, String allowed, Reading<T> reading) {
        this(type, allowed, reading, false);
    }

    /** The same, where nothing may be written too. */
    Form<T> orNothing() {
        return new Form<>(type, allowed, reading, true);
    }

    interface Reading<T> {

        T read(String text) throws Misread;
    }

    T read(String text) throws Misread {
        return reading.read(text);
    }
}
