package dev.spike.server;

import dev.spike.billing.ProvidableKind;
import dev.spike.billing.catalogue.CatalogueReader;
import dev.spike.server.catalogue.CatalogueFile;
import dev.spike.server.catalogue.CatalogueText;
import dev.spike.server.catalogue.NamedKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

        @Option(
                names = "--provider",
                paramLabel = "NAME",
                description = "A payment provider besides the one in the box, by its name. Repeatable.")
        private List<String> providers = List.of();

        @Option(
                names = "--kind",
                paramLabel = "WORD[=KEY,...]",
                description = "A kind of thing that the application provides, and the keys that stand beside its word;"
                        + " their values are not judged. Repeatable.")
        private List<String> kinds = List.of();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            var written = CatalogueFile.read(file);
            var judged = CatalogueReader.of(
                            kinds.stream().<ProvidableKind>map(NamedKind::parse).toList(),
                            Stream.concat(PROVIDERS.stream(), providers.stream())
                                    .toList())
                    .judge(written.source());
            var out = spec.commandLine().getOut();
            CatalogueText.print(judged.catalogue(), written.source(), out);
            var mistakes = judged.mistakes();
            out.println(
                    switch (mistakes.size()) {
                        case 0 -> "no mistakes";
                        case 1 -> "1 mistake";
                        default -> mistakes.size() + " mistakes";
                    });
            for (var mistake : mistakes) {
                out.printf("  line %4d  %s%n", written.lineOf(mistake.path()), mistake.text());
            }
            out.flush();
            return mistakes.isEmpty() ? 0 : 1;
        }
    }
}
