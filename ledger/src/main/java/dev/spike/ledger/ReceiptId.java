package dev.spike.ledger;

/** How a receipt is found: its account and its idempotency key, written {@code 17:order-42}. */
public record ReceiptId(AccountId account, IdempotencyKey key) {

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when the text is not an account number, a colon and a key
     */
    public static ReceiptId parse(String text) {
        int colon = text.indexOf(':');
        try {
            return new ReceiptId(
                    new AccountId(Long.parseLong(text.substring(0, Math.max(colon, 0)))),
                    new IdempotencyKey(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no receipt: give the account's number, a colon and the idempotency key,"
                            + " such as 17:order-42.",
                    e);
        }
    }

    @Override
    public String toString() {
        return account.number() + ":" + key.text();
    }
}
