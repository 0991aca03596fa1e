package dev.spike.server.replay;

import java.time.Instant;
import java.util.List;

/** Who sells credits to the customers of a trace. */
@FunctionalInterface
public interface Seller {

    /**
     * Sells to each before the first call. To be repeated: who has bought buys no more.
     *
     * @param customers their ids, who calls most first
     */
    void sellTo(List<String> customers, Instant at) throws InterruptedException;
}
