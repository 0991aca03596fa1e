package dev.spike.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people write beside a credit transaction. All of it is personal data: shown to owner and operator, never logged.
 *
 * @param notes for the owner to read; at most 1,000 characters
 * @param reason why an operator did it; at most 500 characters
 * @param actor who did it; at most 255 characters
 * @param metadata at most 50 pairs, names up to 40 and values up to 500 characters
 */
public record Remarks(
        @Nullable String notes,
        @Nullable String reason,
        @Nullable String actor,
        Map<String, String> metadata) {

    /** Enough for references to other systems; not a place for documents. */
    public static final int METADATA_PAIRS_MAX = 50;

    private static final Remarks NONE = new Remarks(null, null, null, Map.of());

    public Remarks {
        if (notes != null) {
            TextRule.NOTES.check(notes);
        }
        if (reason != null) {
            TextRule.REASON.check(reason);
        }
        if (actor != null) {
            TextRule.ACTOR.check(actor);
        }
        if (metadata.size() > METADATA_PAIRS_MAX) {
            throw new InvalidRequestException(
                    ErrorCode.METADATA_TOO_LARGE,
                    "There are " + metadata.size() + " metadata pairs; at most " + METADATA_PAIRS_MAX + " are kept.");
        }
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        metadata.keySet().forEach(TextRule.METADATA_NAME::check);
        metadata.values().forEach(TextRule.METADATA_VALUE::checkEvenIfBlank);
    }

    public static Remarks none() {
        return NONE;
    }

    public static Remarks notes(String notes) {
        return NONE.withNotes(notes);
    }

    public Remarks withNotes(String notes) {
        return new Remarks(notes, reason, actor, metadata);
    }

    public Remarks by(String actor, String reason) {
        return new Remarks(notes, reason, actor, metadata);
    }

    public Remarks withMetadata(Map<String, String> metadata) {
        return new Remarks(notes, reason, actor, metadata);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
