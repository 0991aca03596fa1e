package dev.spike.embedded;

import com.sun.security.auth.module.UnixSystem;
import dev.spike.embedded.EmbeddedPostgresException.Code;
import java.io.IOException;
import java.util.List;

/**
 * What to put before a command so that PostgreSQL does not run as root, which it refuses. In a user namespace of its own
 * ({@code unshare --user}) root is nobody to PostgreSQL and still the owner of its files.
 */
final class OrdinaryUser {

    static final List<String> UNSHARE = List.of("unshare", "--user");

    private OrdinaryUser() {}

    static List<String> commandPrefix() {
        return commandPrefix(currentUid(), UNSHARE);
    }

    static List<String> commandPrefix(long uid, List<String> unshare) {
        if (uid != 0) {
            return List.of();
        }
        if (!works(unshare)) {
            throw new EmbeddedPostgresException(
                    Code.ROOT_REFUSED,
                    null,
                    "PostgreSQL does not run as root, and '%s' is refused here: run as another user, or set the URL of a PostgreSQL 15 or newer of your own."
                            .formatted(String.join(" ", unshare)));
        }
        return unshare;
    }

    static long currentUid() {
        return new UnixSystem().getUid();
    }

    private static boolean works(List<String> unshare) {
        try {
            return Command.run(unshare, List.of("true")).succeeded();
        } catch (IOException e) {
            return false; // there is no such program, which is a refusal too
        }
    }
}
