package dev.spike.ledger;

/** The idempotency key already belongs to a request that asked for something else; nothing moved. */
public final class KeyReusedException extends SpikeException {

    private static final long serialVersionUID = 1L;

    private final transient Receipt first;

    public KeyReusedException(Receipt first) {
        super(
                ErrorCode.KEY_REUSED,
                "The idempotency key '" + first.id().key().text() + "' was used on account "
                        + first.id().account().number() + " at " + first.decidedAt() + " to "
                        + first.asked().verb().word() + " " + first.asked().amount()
                        + ", and this request asks for something else: give each request a key of its own.",
                null);
        this.first = first;
    }

    /** The receipt of the request that used the key first. */
    public Receipt first() {
        return first;
    }
}
