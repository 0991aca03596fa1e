package dev.spike.server;

import dev.spike.ledger.Billable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Writes all that is stored of an owner as one JSON document: a section for each table.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Such as: ./spike export user 42 > user-42.json",
            "What is left out, such as addresses where anybody may pay, is said in the document. Your own tables, and what a"
                    + " payment provider keeps, are not in it."
        })
final class ExportCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The owner's type, such as user.")
    private String billableType = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The owner's id, such as 42.")
    private String billableId = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var open = database.openKept()) {
            var owner = Billable.of(billableType, billableId);
            var tables = new PersonTables(open.dataSource());
            out.print("{\"application\": ");
            tables.billing().ifPresentOrElse(billing -> billing.export(owner, out::print), () -> tables.credits()
                    .export(owner, out::print));
            tables.localProvider().ifPresent(provider -> {
                out.print(", \"local_provider\": ");
                provider.export(owner, out::print);
            });
            out.println("}");
            return 0;
        }
    }
}
