package dev.spike.ledger;

/** Which error it is: one of the ledger's {@link ErrorCode}, or of a module above it that has names of its own. */
public interface SpikeError {

    /** The name as it is written outside Java, such as {@code amount-not-positive}; never changed. */
    String code();
}
