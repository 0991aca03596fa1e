package dev.spike.server;

import dev.spike.billing.Billing;
import dev.spike.billing.FailedDue;
import dev.spike.billing.WaitingDue;
import dev.spike.ledger.Billable;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "due",
        description =
                "Shows what is due with plans: how much waits and since when, and what failed, whose, why, and when it"
                        + " is tried next.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit status 0 if nothing failed, 1 if something did.",
            "Trying again is done as the catalogue says, and knows the local provider and credits; an application with"
                    + " another provider or things of its own calls Billing.runDue and Billing.retryDue."
        })
final class DueCommand implements Callable<Integer> {

    private static final int ROWS_MAX = 1_000;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private BillingOptions billing = new BillingOptions();

    @ArgGroup
    private Trying trying = new Trying();

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One or the other. */
    private static final class Trying {

        @Option(names = "--run", description = "Work off all that is due.")
        private boolean run;

        @Option(
                names = "--retry",
                arity = "2",
                paramLabel = "TYPE ID",
                hideParamSyntax = true,
                description =
                        "Try now what is due for this billable, or failed; such as: --retry customer customer-0001.")
        private @Nullable List<String> retry;
    }

    /** @param tried none if nothing was to be tried */
    record Report(@Nullable Integer tried, WaitingDue waiting, List<FailedDue> failed) {}

    @Override
    public Integer call() {
        try (var open = database.openKept()) {
            boolean toTry = trying.run || trying.retry != null;
            var on = toTry ? billing.toWork(database, open.dataSource()) : billing.toLook(open.dataSource());
            var tried = toTry ? tried(on) : null;
            print(new Report(tried, on.waitingDue(InstantSource.system().instant()), on.failedDue(ROWS_MAX)));
            return on.failedDue(1).isEmpty() ? 0 : 1;
        }
    }

    private int tried(Billing on) {
        if (trying.retry != null) {
            return on.retryDue(Billable.of(trying.retry.get(0), trying.retry.get(1)));
        }
        int tried = 0;
        int some = ROWS_MAX;
        while (some == ROWS_MAX) {
            some = on.runDue(InstantSource.system().instant(), ROWS_MAX);
            tried += some;
        }
        return tried;
    }

    private void print(Report report) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(report));
            return;
        }
        if (report.tried() != null) {
            out.println("Tried " + report.tried() + ".");
        }
        out.println(waiting(report.waiting()));
        if (report.failed().isEmpty()) {
            out.println("Nothing failed.");
        }
        report.failed().forEach(failed -> lines(failed).forEach(out::println));
    }

    private static String waiting(WaitingDue waiting) {
        var due = waiting.count() == 0
                ? "Nothing is due"
                : waiting.count() + " due, the oldest since " + waiting.oldest();
        return due + (waiting.next() == null ? "." : "; the next at " + waiting.next() + ".");
    }

    private static List<String> lines(FailedDue failed) {
        var next = failed.nextAttemptAt();
        return List.of(
                "%s %s  %s due since %s, tried %d times; %s"
                        .formatted(
                                failed.billable().billableType(),
                                failed.billable().billableId(),
                                failed.what().word(),
                                failed.dueAt(),
                                failed.attempts(),
                                next == null ? "no longer tried" : "next try " + next),
                "    " + failed.cause());
    }
}
