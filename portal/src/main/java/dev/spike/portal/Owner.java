package dev.spike.portal;

import dev.spike.ledger.Billable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whose credits a visitor may see: the person, or a team.
 *
 * @param name as the switcher shows it
 * @param rights what this visitor may do there
 */
public record Owner(Billable billable, String name, Set<Right> rights) {

    private static final int MARK_BYTES = 12;

    public Owner {
        rights = Set.copyOf(rights);
    }

    /** Who may do everything with what is theirs. */
    public static Owner of(Billable billable, String name) {
        return new Owner(billable, name, EnumSet.allOf(Right.class));
    }

    /** The same for a visitor who may only see. */
    public Owner onlySeen() {
        return new Owner(billable, name, EnumSet.of(Right.SEE));
    }

    /** Tells one of a visitor's owners from the others, and says nothing of who it is. */
    String mark() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(billable.billableType().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(billable.billableId().getBytes(StandardCharsets.UTF_8));
            var mark = new byte[MARK_BYTES];
            System.arraycopy(digest.digest(), 0, mark, 0, MARK_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
