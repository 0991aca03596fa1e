package dev.spike.server.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** What came of a case. */
public sealed interface Verdict {

    /** The case. */
    String id();

    /** One line for people, such as {@code passed om-02}. */
    String line();

    /** Every expectation was met. */
    record Passed(String id) implements Verdict {

        @Override
        public String line() {
            return "passed " + Place.printable(id);
        }
    }

    /** The ledger answered otherwise; in the order of time. */
    record Failed(String id, List<Mismatch> mismatches) implements Verdict {

        public Failed {
            mismatches = List.copyOf(mismatches);
        }

        @Override
        public String line() {
            return "FAILED " + Place.printable(id) + " "
                    + mismatches.stream().map(Mismatch::toString).collect(Collectors.joining("; "));
        }
    }

    /** The case presumes rules that the ledger does not claim, each named. */
    record NotOffered(String id, List<String> missing) implements Verdict {

        public NotOffered {
            missing = List.copyOf(missing);
        }

        @Override
        public String line() {
            return "not offered " + Place.printable(id) + ": " + String.join(", ", missing);
        }
    }
}
