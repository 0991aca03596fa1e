package dev.spike.ledger;

import org.jspecify.annotations.Nullable;

/** A wish to end what remains of a grant by decision; what would come back to it later is ended too. */
public record VoidRequest(GrantId grant, @Nullable IdempotencyKey key, Remarks remarks) {

    public static VoidRequest of(GrantId grant) {
        return new VoidRequest(grant, null, Remarks.none());
    }

    public VoidRequest withKey(String key) {
        return new VoidRequest(grant, new IdempotencyKey(key), remarks);
    }

    public VoidRequest withRemarks(Remarks remarks) {
        return new VoidRequest(grant, key, remarks);
    }
}
