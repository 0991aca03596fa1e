package dev.spike.ledger;

/** The rules that every amount from outside obeys. */
final class Amounts {

    private Amounts() {}

    static long positive(long amount) {
        if (amount <= 0) {
            throw new InvalidRequestException(
                    ErrorCode.AMOUNT_NOT_POSITIVE,
                    "The amount " + amount + " must be above zero; to take credits use spend or remove, to give them"
                            + " use add.");
        }
        return amount;
    }
}
