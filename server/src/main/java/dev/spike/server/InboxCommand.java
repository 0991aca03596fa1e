package dev.spike.server;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.DeliveryState;
import dev.spike.billing.ExtraPayment;
import dev.spike.billing.UnsettledDelivery;
import dev.spike.billing.postgres.PostgresBilling;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.provider.local.LocalProvider;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
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
            "Trying again is for the demo: the local provider, credits, and what is spent of a refund forgiven.",
            "An application tries its own with Billing.retryInbox."
        })
final class InboxCommand implements Callable<Integer> {

    private static final int LISTED_MAX = 1_000;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--retry", paramLabel = "ID", description = "Try this one now; the list says its id.")
    private @Nullable Long retry;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (var open = database.openKept()) {
            var billing = billing(open.dataSource());
            boolean settled = retry == null || isSettled(billing, retry);
            var listed = new Listed(billing.inbox(LISTED_MAX), billing.extraPayments(LISTED_MAX));
            print(listed);
            return retry == null ? (listed.isEmpty() ? 0 : 1) : (settled ? 0 : 1);
        }
    }

    /** It only reads what the local provider has sent: it opens no page and verifies no webhook. */
    private static Billing billing(DataSource dataSource) {
        var engine = PostgresCredits.on(dataSource);
        CreditTypes.all().forEach(engine::creditType);
        var provider = LocalProvider.on(dataSource)
                .secret(LocalProvider.newSecret())
                .pagesAt(URI.create("http://127.0.0.1/"))
                .build();
        return PostgresBilling.on(dataSource, engine.build())
                .catalogue(naming(provider))
                .provider(provider)
                .build();
    }

    /** Nothing is for sale here. */
    private static Catalogue naming(PaymentProvider provider) {
        var standard = CatalogueSettings.STANDARD;
        var settings = new CatalogueSettings(
                standard.path(),
                provider.name(),
                standard.zone(),
                standard.credits(),
                standard.subscriptions(),
                standard.payments());
        return new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), settings);
    }

    private boolean isSettled(Billing billing, long id) {
        var state = billing.retryInbox(id)
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
