package dev.spike.billing;

/**
 * Hears of what happened in billing, on the thread that did it, after the commit. What it throws is logged and changes
 * nothing. An event may be missed when the process dies between commit and telling; what must not be missed is read from the
 * orders.
 */
@FunctionalInterface
public interface BillingListener {

    void onEvent(BillingEvent event);
}
