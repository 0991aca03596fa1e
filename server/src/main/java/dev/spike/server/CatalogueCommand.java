package dev.spike.server;

import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.server.catalogue.CatalogueFile;
import dev.spike.server.catalogue.CatalogueText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "catalogue",
        description = "Looks at what is for sale.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = CatalogueCommand.Check.class)
final class CatalogueCommand implements Runnable {

    /** Those in the box. */
    private static final List<String> PROVIDERS = List.of("local");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "check",
            description = "Shows a catalogue as a table, and all its mistakes with what is allowed instead.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The catalogue stands under the key spike, as in application.yml; docs/catalogue.md lists all keys."
                        + " Exit status 1 if there is a mistake."
            })
    static final class Check implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "A catalogue in YAML.")
        private Path file = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            var written = CatalogueFile.read(file);
            var judged = CatalogueReader.of(List.of(), PROVIDERS).judge(written.source());
            var out = spec.commandLine().getOut();
            CatalogueText.print(judged.catalogue(), out);
            var mistakes = judged.mistakes();
            out.println(mistakes.isEmpty() ? "no mistakes" : mistakes.size() + " mistakes");
            for (var mistake : mistakes) {
                out.printf("  line %4d  %s%n", written.lineOf(mistake.path()), mistake.text());
            }
            out.flush();
            return mistakes.isEmpty() ? 0 : 1;
        }
    }
}
