package dev.spike.server;

import dev.spike.billing.Billing;
import dev.spike.billing.DeliveryState;
import dev.spike.billing.ExtraPayment;
import dev.spike.billing.UnsettledDelivery;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "inbox",
        description =
                "Lists what the payment provider told that failed or waits: since when, why, and when it is tried next; and"
                        + " money that came for what had been paid already.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status 0 if nothing is listed, or the one that was tried again succeeded; 1 if not.",
            "Trying again is done as the catalogue says, and knows the local provider and credits; an application with"
                    + " another provider or things of its own calls Billing.retryInbox."
        })
final class InboxCommand implements Callable<Integer> {

    private static final int LISTED_MAX = 1_000;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private BillingOptions billing = new BillingOptions();

    @Option(names = "--retry", paramLabel = "ID", description = "Try this one now; the list says its id.")
    private @Nullable Long retry;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (var open = database.openKept()) {
            var on = retry == null ? billing.toLook(open.dataSource()) : billing.toWork(database, open.dataSource());
            boolean settled = retry == null || isSettled(on, retry);
            var listed = new Listed(on.inbox(LISTED_MAX), on.extraPayments(LISTED_MAX));
            print(listed);
            return retry == null ? (listed.isEmpty() ? 0 : 1) : (settled ? 0 : 1);
        }
    }

    private boolean isSettled(Billing on, long id) {
        var state = on.retryInbox(id)
                .orElseThrow(() -> new CommandException(
                        "There is no delivery " + id + " in " + database.place() + "; './spike inbox' lists them."));
        if (!json) {
            spec.commandLine().getOut().println("Delivery " + id + " is " + state.word() + ".");
        }
        return state == DeliveryState.DONE || state == DeliveryState.IGNORED;
    }

    /** What an operator has to look at. */
    private record Listed(List<UnsettledDelivery> deliveries, List<ExtraPayment> extraPayments) {

        boolean isEmpty() {
            return deliveries.isEmpty() && extraPayments.isEmpty();
        }
    }

    private void print(Listed listed) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(listed));
            return;
        }
        if (listed.deliveries().isEmpty()) {
            out.println("Nothing failed, and nothing waits.");
        }
        listed.deliveries().forEach(delivery -> lines(delivery).forEach(out::println));
        listed.extraPayments().forEach(extra -> out.println(line(extra)));
    }

    private static String line(ExtraPayment extra) {
        return "Payment %s over %s came for %s of %s %s, which had been paid; %s of it is returned, return the rest"
                .formatted(
                        extra.payment().id(),
                        extra.payment().money(),
                        extra.source(),
                        extra.billable().billableType(),
                        extra.billable().billableId(),
                        extra.returned());
    }

    private static List<String> lines(UnsettledDelivery delivery) {
        var story = delivery.story();
        var next = story.nextAttemptAt();
        return List.of(
                "%d  %s since %s, tried %d times; %s"
                        .formatted(
                                delivery.id(),
                                delivery.state().word(),
                                story.since(),
                                story.attempts(),
                                next == null ? "no longer tried" : "next try " + next),
                "    %s %s of %s".formatted(delivery.type(), delivery.eventId(), delivery.provider()),
                "    " + story.cause());
    }
}
