package dev.spike.server;

import dev.spike.ledger.AccountId;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Grant;
import dev.spike.ledger.postgres.PostgresCredits;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "account",
        description = "Shows what an owner has: balances, open grants and the last rows, of each credit type.",
        mixinStandardHelpOptions = true,
        footer = {"", "Such as: ./spike account customer customer-0001", "Exit status 1 if the owner has no account."})
final class AccountCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "TYPE", description = "The owner's type, such as customer.")
    private String billableType = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The owner's id, such as customer-0001.")
    private String billableId = "";

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the last rows, 1 to 1000; default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "Shows only the balances at that instant, past or to come, such as 2026-04-03T00:00:00Z.")
    private @Nullable Instant at;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is shown of one account. */
    record View(
            long account,
            String creditType,
            int decimals,
            Balance balance,
            List<Grant> grants,
            List<CreditTransaction> transactions) {}

    @Override
    public Integer call() {
        try (var open = database.openKept()) {
            var owner = Billable.of(billableType, billableId);
            var views = new DirectoryStore(open.dataSource())
                    .accountsOf(billableType, billableId).stream()
                            .map(entry -> view(
                                    entry.account(),
                                    PostgresCredits.on(open.dataSource())
                                            .creditType(entry.type())
                                            .build()
                                            .of(owner)))
                            .toList();
            if (views.isEmpty()) {
                throw new CommandException("The " + billableType + " '" + billableId + "' has no account in "
                        + database.place() + ": nothing was ever added or asked for under this type and id.");
            }
            print(views);
            return 0;
        }
    }

    private View view(AccountId id, CreditAccount account) {
        var type = account.creditType();
        if (at != null) {
            return new View(id.number(), type.id(), type.decimals(), account.balanceAt(at), List.of(), List.of());
        }
        return new View(
                id.number(),
                type.id(),
                type.decimals(),
                account.balance(),
                account.grants(),
                account.transactions(null, rows).transactions());
    }

    private void print(List<View> views) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(views));
            return;
        }
        views.forEach(view -> print(out, view, at));
    }

    private static void print(PrintWriter out, View view, @Nullable Instant at) {
        var type = CreditTypes.ofId(view.creditType());
        out.printf(
                "%s: %s available, %s held, %s owed%s%n",
                view.creditType(),
                AmountText.of(type, view.balance().available()),
                AmountText.of(type, view.balance().held()),
                AmountText.of(type, view.balance().owed()),
                at == null ? "" : " at " + at);
        if (at != null) {
            return;
        }
        out.println("  account " + view.account() + ", as './spike explain " + view.account() + ":KEY' names it");
        out.println("  open grants, in the order they are spent:");
        view.grants().forEach(grant -> out.println("    " + line(type, grant)));
        out.println("  last rows:");
        view.transactions().forEach(row -> out.println("    " + line(type, row)));
    }

    private static String line(CreditType type, Grant grant) {
        var end = grant.terms().expiresAt();
        return "%s of %s remain, %s, from %s until %s (grant %d)"
                .formatted(
                        AmountText.of(type, grant.remaining()),
                        AmountText.of(type, grant.amount()),
                        grant.type().word(),
                        grant.terms().effectiveAt(),
                        end == null ? "for ever" : end,
                        grant.id().number());
    }

    private static String line(CreditType type, CreditTransaction row) {
        var grant = row.grant();
        var notes = row.remarks().notes();
        return "%s  %-12s %16s  %s%s"
                .formatted(
                        row.times().createdAt(),
                        row.type().word(),
                        AmountText.signed(type, row.credits()),
                        grant == null ? "owed" : "grant " + grant.number(),
                        notes == null ? "" : "  " + notes);
    }
}
