package dev.spike.server;

import dev.spike.server.shop.Proof;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Figures and proofs for people. */
final class ProofText {

    /** A name and what is said of it. */
    private static final String LINE = "%-52s%s%n";

    private ProofText() {}

    static void seed(PrintWriter out, long seed) {
        out.printf(Locale.ROOT, LINE, "seed", seed);
        out.flush();
    }

    static void figure(PrintWriter out, String name, long count) {
        out.printf(Locale.ROOT, LINE, name, String.format(Locale.ROOT, "%,d", count));
    }

    static void proofs(PrintWriter out, List<Proof> proofs) {
        for (var proof : proofs) {
            var verdict = proof.holds() ? "holds" : String.format(Locale.ROOT, "DOES NOT HOLD for %,d", proof.broken());
            out.printf(
                    Locale.ROOT,
                    LINE,
                    proof.name(),
                    verdict + String.format(Locale.ROOT, " (%,d looked at)", proof.looked()));
            proof.faults().forEach(fault -> out.println("  " + fault));
        }
        out.flush();
    }
}
