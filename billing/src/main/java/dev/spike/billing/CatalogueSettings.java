package dev.spike.billing;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all that is sold.
 *
 * @param path where the portal is, such as {@code /billing}
 * @param provider the name of who takes the money; none if nothing has a price
 * @param zone in which days, months and lifetimes are counted
 */
public record CatalogueSettings(
        String path,
        @Nullable String provider,
        ZoneId zone,
        Credits credits,
        Subscriptions subscriptions,
        Payments payments) {

    public static final CatalogueSettings STANDARD = new CatalogueSettings(
            "/billing", null, ZoneOffset.UTC, Credits.STANDARD, Subscriptions.STANDARD, Payments.STANDARD);

    /**
     * How credits are kept.
     *
     * @param groupSpendDaily whether the spends of a day share a row
     * @param receiptsKeep at least a day
     * @param maxHold the longest hold; none is without end
     */
    public record Credits(
            boolean groupSpendDaily,
            Duration receiptsKeep,
            @Nullable Duration maxHold,
            CaptureOverHold captureOverHold) {

        public static final Credits STANDARD = new Credits(true, Duration.ofDays(400), null, CaptureOverHold.SPEND);
    }

    /** What becomes of a capture of more than is held. */
    public enum CaptureOverHold {
        /** The extra is a spend. */
        SPEND,
        /** The capture is refused. */
        REFUSE
    }

    /**
     * What becomes of credits when a subscription changes.
     *
     * @param pastDueGrace how long the credits of a period outlast it, waiting for the payment
     */
    public record Subscriptions(Duration pastDueGrace, Overuse overuseOnSwitch, Unused unusedOnSwitch) {

        public static final Subscriptions STANDARD = new Subscriptions(Duration.ofDays(3), Overuse.CARRY, Unused.VOID);
    }

    /** What becomes of credits that were spent ahead of their time. */
    public enum Overuse {
        /** They lessen the next grant. */
        CARRY,
        /** Nothing. */
        FORGIVE
    }

    /** What becomes of credits that were not spent. */
    public enum Unused {
        /** They end. */
        VOID,
        /** They last until their own expiry. */
        KEEP
    }

    /**
     * How money is dealt with.
     *
     * @param spentOnRefund what becomes of credits already spent when their money is returned
     * @param webhooksKeep how long the raw bodies of webhooks are kept
     */
    public record Payments(SpentOnRefund spentOnRefund, Duration webhooksKeep) {

        public static final Payments STANDARD = new Payments(SpentOnRefund.FORGIVE, Duration.ofDays(30));
    }

    /** What becomes of credits that were spent when the money for them is returned. */
    public enum SpentOnRefund {
        /** They were a gift. */
        FORGIVE,
        /** They are owed. */
        OWE
    }
}
