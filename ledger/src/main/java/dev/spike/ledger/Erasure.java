package dev.spike.ledger;

/**
 * What forgetting somebody changed; nothing of it leads back to whoever was forgotten, nor on to the name that stands there now.
 *
 * @param accounts how many accounts were theirs
 * @param rows how many rows were changed, those of the accounts among them
 */
public record Erasure(long accounts, long rows) {

    /** Whether there was nothing to forget: nobody was known by this name, or not any more. */
    public boolean foundNothing() {
        return rows == 0;
    }
}
