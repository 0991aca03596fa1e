package dev.spike.spring.operations;

import dev.spike.billing.ExtraPayment;
import dev.spike.billing.FailedDue;
import dev.spike.billing.FailedProvision;
import dev.spike.billing.Order;
import dev.spike.billing.UnsettledDelivery;
import dev.spike.ledger.Billable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list of the endpoint.
 *
 * @param id of the delivery, the order or the subscription; none where only its owner tells it from others
 * @param what a word of ours or of the provider
 * @param billable TYPE/ID of the owner
 * @param cause of the last failure
 */
record Trouble(
        @Nullable String id,
        String what,
        @Nullable String billable,
        @Nullable Instant since,
        @Nullable Integer attempts,
        @Nullable String cause,
        @Nullable Instant nextAttemptAt) {

    /** As Boot's own endpoints hide values. */
    private static final String HIDDEN = "******";

    static Trouble of(UnsettledDelivery delivery) {
        var story = delivery.story();
        return new Trouble(
                String.valueOf(delivery.id()),
                delivery.type(),
                null,
                story.since(),
                story.attempts(),
                story.cause(),
                story.nextAttemptAt());
    }

    static Trouble of(FailedDue due) {
        return new Trouble(
                null,
                due.what().word(),
                name(due.billable()),
                due.dueAt(),
                due.attempts(),
                due.cause(),
                due.nextAttemptAt());
    }

    static Trouble of(FailedProvision provision) {
        return new Trouble(
                provision.order().text() + "/" + provision.position(),
                provision.kind(),
                name(provision.billable()),
                null,
                provision.attempts(),
                provision.cause(),
                provision.nextAttemptAt());
    }

    static Trouble of(Order.Mispaid order) {
        return new Trouble(
                order.id().text(),
                order.payment().money().toString(),
                null,
                order.payment().paidAt(),
                null,
                null,
                null);
    }

    static Trouble of(ExtraPayment extra) {
        var payment = extra.payment();
        return new Trouble(
                extra.source(), payment.money().toString(), name(extra.billable()), payment.paidAt(), null, null, null);
    }

    private static String name(Billable billable) {
        return billable.billableType() + "/" + billable.billableId();
    }

    /** The same for those who may not know whose it is; a cause may name somebody too. */
    Trouble hidden() {
        return new Trouble(
                id,
                what,
                billable == null ? null : HIDDEN,
                since,
                attempts,
                cause == null ? null : HIDDEN,
                nextAttemptAt);
    }
}
