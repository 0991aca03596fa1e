package dev.spike.server.scenario;

/** Where a case and the ledger differ: what the case expects, and what the ledger answered. */
public record Mismatch(String where, String expected, String actual) {

    @Override
    public String toString() {
        return "%s: expected %s, actual %s".formatted(where, expected, actual);
    }
}
