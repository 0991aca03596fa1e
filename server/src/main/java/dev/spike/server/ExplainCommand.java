package dev.spike.server;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Receipt.Outcome;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.postgres.PostgresCredits;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = "Shows what was asked, decided and allocated under a receipt.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status 1 if there is no such receipt."})
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(
            paramLabel = "RECEIPT",
            description = "The account's number, a colon and the idempotency key, such as 17:order-42.")
    private String receipt = "";

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var id = ReceiptId.parse(receipt);
        try (var open = database.openKept()) {
            var found = PostgresCredits.on(open.dataSource())
                    .build()
                    .receipt(id)
                    .orElseThrow(() -> new CommandException("There is no receipt " + id + " in " + database.place()
                            + ": the key was never used on this account, or its receipt is older than those kept."));
            var type =
                    new DirectoryStore(open.dataSource()).typeOf(id.account()).get(0);
            print(spec.commandLine().getOut(), type, found);
            return 0;
        }
    }

    private void print(PrintWriter out, CreditType type, Receipt found) {
        if (json) {
            out.println(Json.of(found));
            return;
        }
        out.printf("receipt    %s%n", found.id());
        out.printf("decided    %s%n", found.decidedAt());
        out.printf(
                "asked      to %s %s %s%n",
                found.asked().verb().word(), AmountText.of(type, found.asked().amount()), type.id());
        out.printf("outcome    %s%n", found.outcome() == Outcome.ACCEPTED ? "accepted" : "declined; nothing moved");
        for (var part : found.allocations()) {
            var grant = part.grant();
            out.printf(
                    "           %s %s%n",
                    AmountText.of(type, part.amount()), grant == null ? "owed" : "on grant " + grant.number());
        }
        out.printf(
                "afterwards %s available, %s held, %s owed%n",
                AmountText.of(type, found.balance().available()),
                AmountText.of(type, found.balance().held()),
                AmountText.of(type, found.balance().owed()));
    }
}
