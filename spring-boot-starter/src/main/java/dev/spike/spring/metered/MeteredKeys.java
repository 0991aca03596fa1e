package dev.spike.spring.metered;

/** What bounds the idempotency keys of metered methods. */
public final class MeteredKeys {

    /** How long a key may be: the ledger keeps 200 characters, and the method and the attempt stand before these. */
    public static final int CHARACTERS_MAX = 150;

    /** How often work may fail under one key. Each failure is a statement at the next try; more would only hide trouble. */
    public static final int ATTEMPTS_MAX = 100;

    private MeteredKeys() {}
}
