package dev.spike.ledger;

import java.util.List;

/** The credit type asked for is not configured; the message lists those that are. */
public final class UnknownCreditTypeException extends SpikeException {

    private static final long serialVersionUID = 1L;

    private final String creditType;

    public UnknownCreditTypeException(String creditType, List<String> known) {
        super(
                ErrorCode.UNKNOWN_CREDIT_TYPE,
                "There is no credit type '" + creditType + "'; configured are " + String.join(", ", known) + ".",
                null);
        this.creditType = creditType;
    }

    public String creditType() {
        return creditType;
    }
}
