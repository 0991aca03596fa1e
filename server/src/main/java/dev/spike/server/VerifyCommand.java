package dev.spike.server;

import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.ledger.postgres.VerifyReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Proves that every balance is the sum of its rows, and that the receipts explain every row.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status 0 if every rule holds for every account, 1 if not."})
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--rebuild", description = "Store the balances anew from the rows, where they differ.")
    private boolean rebuild;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (var open = database.openKept()) {
            var verifier = new LedgerVerifier(open.dataSource());
            var report = verifier.verify();
            if (rebuild && !report.isClean()) {
                print(report);
                verifier.rebuild(report);
                report = verifier.verify();
            }
            print(report);
            return report.isClean() ? 0 : 1;
        }
    }

    private void print(VerifyReport report) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(report));
            return;
        }
        VerifyText.lines(report).forEach(out::println);
    }
}
