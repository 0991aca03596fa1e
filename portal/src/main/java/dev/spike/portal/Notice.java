package dev.spike.portal;

/**
 * A sentence above a page.
 *
 * @param tone {@code good}, {@code bad} or {@code plain}
 */
record Notice(String tone, String text) {

    static Notice good(String text) {
        return new Notice("good", text);
    }

    static Notice bad(String text) {
        return new Notice("bad", text);
    }

    static Notice plain(String text) {
        return new Notice("plain", text);
    }
}
