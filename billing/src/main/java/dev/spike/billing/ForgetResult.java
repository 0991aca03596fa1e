package dev.spike.billing;

import dev.spike.ledger.Erasure;
import org.jspecify.annotations.Nullable;

/**
 * What forgetting somebody came to.
 *
 * @param erasure what was changed here, in billing's tables and the ledger's together
 * @param atProvider whether the payment provider has forgotten them too
 * @param refusal what the provider said, where it refused
 */
public record ForgetResult(
        Erasure erasure, AtProvider atProvider, @Nullable String refusal) {

    /** Where the payment provider stands. */
    public enum AtProvider {
        /** No provider knew them. */
        NOT_KNOWN,
        /** It has forgotten them; what was paid stays in its books. */
        FORGOTTEN,
        /** Its answer is not known; {@link Billing#reconcile} asks again. */
        ASKED_AGAIN,
        /** It said no; it is done there by hand. */
        REFUSED
    }
}
