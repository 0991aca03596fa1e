package dev.spike.spring.operations;

import dev.spike.billing.Billing;
import java.util.List;
import java.util.stream.Stream;

/** The lists of the endpoint, as the last part of its address: {@code /actuator/spike/failed-provisions}. */
enum TroubleKind {
    INBOX,
    FAILED_DUE,
    FAILED_PROVISIONS,
    FAILED_TAKE_BACKS,
    MISPAID_ORDERS,
    EXTRA_PAYMENTS;

    List<Trouble> list(Billing billing, int limit) {
        Stream<Trouble> troubles =
                switch (this) {
                    case INBOX -> billing.inbox(limit).stream().map(Trouble::of);
                    case FAILED_DUE -> billing.failedDue(limit).stream().map(Trouble::of);
                    case FAILED_PROVISIONS ->
                        billing.failedProvisions(limit).stream().map(Trouble::of);
                    case FAILED_TAKE_BACKS ->
                        billing.failedTakeBacks(limit).stream().map(Trouble::of);
                    case MISPAID_ORDERS -> billing.mispaidOrders(limit).stream().map(Trouble::of);
                    case EXTRA_PAYMENTS -> billing.extraPayments(limit).stream().map(Trouble::of);
                };
        return troubles.toList();
    }
}
