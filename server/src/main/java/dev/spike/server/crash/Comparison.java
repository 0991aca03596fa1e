package dev.spike.server.crash;

import dev.spike.ledger.Billable;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.server.crash.Journal.Answered;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Holds what the clients were told against what the ledger says. */
final class Comparison {

    private final Credits credits;

    Comparison(DataSource dataSource) {
        this.credits = PostgresCredits.on(dataSource).build();
    }

    /** Repeats what is still unanswered, as any client would, and then counts the answers that the ledger does not bear out. */
    long lost(Path file) throws IOException {
        try (var journal = Journal.appendTo(file)) {
            Load.repeat(
                    credits, journal, InstantSource.system(), Journal.read(file).unanswered());
        }
        return Journal.read(file).answered().stream()
                .filter(answered -> !isBorneOut(answered))
                .count();
    }

    private boolean isBorneOut(Answered answered) {
        var sent = answered.sent();
        return credits.of(Billable.of(Load.BILLABLE_TYPE, sent.account()))
                .receipt(sent.key())
                .filter(receipt -> receipt.asked().amount() == sent.amount())
                .filter(receipt -> receipt.asked().verb().word().equals(sent.verb()))
                .filter(receipt -> receipt.outcome().word().equals(answered.outcome()))
                .isPresent();
    }
}
