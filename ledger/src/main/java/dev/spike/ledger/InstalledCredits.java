package dev.spike.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The engines that {@code user.credits()} may mean; the only static state in the house. */
final class InstalledCredits {

    private static final List<Credits> ENGINES = new CopyOnWriteArrayList<>();

    private InstalledCredits() {}

    static Credits.Installation install(Credits credits) {
        ENGINES.add(credits);
        return () -> ENGINES.remove(credits);
    }

    static Credits theOne() {
        var engines = List.copyOf(ENGINES);
        if (engines.size() == 1) {
            return engines.get(0);
        }
        throw new IllegalStateException(
                engines.isEmpty()
                        ? "No credits engine is installed: call Credits.install(credits) once at the start,"
                                + " or say credits.of(user) on the engine you mean."
                        : engines.size() + " credits engines are installed, so user.credits() could mean any of them:"
                                + " say credits.of(user) on the one you mean.");
    }
}
