package dev.spike.server.crash;

import java.util.List;
import java.util.Map;

/**
 * What the clients were told, held against what the ledger's tables say.
 *
 * @param acknowledged answers that a client wrote down, by what was asked and how it ended
 * @param lost of them, how many the ledger does not have, or has otherwise
 * @param doubled receipts beyond the one of each request
 * @param holdsLeftOpen holds that do not stand as the requests left them, in whatever way
 * @param faults the first of these, a sentence each
 */
public record Judgement(
        Map<String, Map<String, Long>> acknowledged, long lost, long doubled, long holdsLeftOpen, List<String> faults) {

    public boolean isClean() {
        return lost == 0 && doubled == 0 && holdsLeftOpen == 0;
    }

    /** How many answers in all. */
    public long acknowledgedInAll() {
        return acknowledged.values().stream()
                .flatMap(outcomes -> outcomes.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
