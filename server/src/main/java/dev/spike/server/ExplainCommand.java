package dev.spike.server;

import dev.spike.ledger.Explanation;
import dev.spike.ledger.ReceiptId;
import dev.spike.ledger.postgres.PostgresCredits;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = "Shows what was asked under a receipt, what was decided, and why: which grants, in which order.",
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

    /** What is answered in JSON. */
    record View(String sentence, Explanation explanation) {}

    @Override
    public Integer call() {
        var id = ReceiptId.parse(receipt);
        try (var open = database.openKept()) {
            var type = new DirectoryStore(open.dataSource())
                    .typeOf(id.account()).stream().findFirst().orElseThrow(() -> missing(id));
            var found = PostgresCredits.on(open.dataSource())
                    .creditType(type)
                    .build()
                    .explain(id)
                    .orElseThrow(() -> missing(id));
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.of(new View(found.sentence(), found)));
            } else {
                ExplanationText.lines(found).forEach(out::println);
            }
            return 0;
        }
    }

    private CommandException missing(ReceiptId id) {
        return new CommandException("There is no receipt " + id + " in " + database.place()
                + ": the key was never used on this account, or its receipt is older than those kept.");
    }
}
