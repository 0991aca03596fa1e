package dev.spike.billing.catalogue;

/**
 * A way of writing a value.
 *
 * @param type what it is called on the page about catalogues
 * @param allowed what may be written, as a clause of a mistake
 */
record Form<T>(String type, String allowed, Reading<T> reading) {

    interface Reading<T> {

        T read(String text) throws Misread;
    }

    T read(String text) throws Misread {
        return reading.read(text);
    }
}
