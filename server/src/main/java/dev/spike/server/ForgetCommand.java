package dev.spike.server;

import dev.spike.billing.ForgetResult;
import dev.spike.billing.ForgetResult.AtProvider;
import dev.spike.ledger.Billable;
import java.nio.charset.Charset;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "forget",
        description =
                "Forgets an owner for ever: ids, keys and texts go from every table, amounts and money stay. Cannot be undone.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Such as: ./spike export user 42 > user-42.json && ./spike forget user 42",
            "Exit status 0 if nothing is known of the owner any more, also when nothing was; 1 if not.",
            "Your own tables are yours to clear. A payment provider other than the local one is asked by the application, when"
                    + " it calls Billing.reconcile."
        })
final class ForgetCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The owner's type, such as user.")
    private String billableType = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The owner's id, such as 42.")
    private String billableId = "";

    @Option(names = "--yes", description = "Forget without asking.")
    private boolean yes;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var owner = Billable.of(billableType, billableId);
        try (var open = database.openKept()) {
            if (!yes && !isConfirmed()) {
                throw new CommandException("Nobody was forgotten: type the id to confirm it, or say --yes.");
            }
            var tables = new PersonTables(open.dataSource());
            var result = tables.billing()
                    .map(billing -> billing.forget(owner))
                    .orElseGet(() -> new ForgetResult(tables.credits().forget(owner), AtProvider.NOT_KNOWN, null));
            print(result);
            return 0;
        }
    }

    private boolean isConfirmed() {
        var out = spec.commandLine().getOut();
        out.print("This cannot be undone. Type the id of the " + billableType + " to forget it: ");
        out.flush();
        try {
            return new Scanner(System.in, Charset.defaultCharset()).nextLine().equals(billableId);
        } catch (NoSuchElementException e) {
            return false; // nobody is there to type
        }
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void print(ForgetResult result) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(result));
            return;
        }
        var erasure = result.erasure();
        out.println(
                erasure.foundNothing()
                        ? "Nothing was known of this owner."
                        : "Forgotten: " + counted(erasure.accounts(), "account") + ", " + counted(erasure.rows(), "row")
                                + ".");
        switch (result.atProvider()) {
            case NOT_KNOWN -> out.flush();
            case FORGOTTEN -> out.println("The payment provider has forgotten the customer too.");
            case ASKED_AGAIN -> out.println("The payment provider did not answer; reconciling asks it again.");
            case REFUSED -> out.println("The payment provider does not forget by itself: " + result.refusal());
        }
    }
}
