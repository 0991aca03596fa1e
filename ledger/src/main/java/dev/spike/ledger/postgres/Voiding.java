package dev.spike.ledger.postgres;

import dev.spike.ledger.Allocation;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.GrantId;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Receipt;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.Verb;
import dev.spike.ledger.VoidRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What remains of a grant is ended by decision. */
final class Voiding {

    private final WritePath writePath;
    private final TransactionStore transactions = new TransactionStore();

    Voiding(WritePath writePath) {
        this.writePath = writePath;
    }

    Receipt voidGrant(Database database, AccountRef ref, VoidRequest request) {
        var ask = Ask.of(Verb.VOID, 0, request.key(), Fingerprint.of(request));
        return database.atomically(
                        ask, (connection, asked) -> writePath.decide(connection, ref, asked, deciding(request)))
                .receipt();
    }

    private Deciding deciding(VoidRequest request) {
        return new Deciding() {
            @Override
            public Decision decide(Connection connection, Sheet sheet) throws SQLException {
                checkOpen(sheet, request.grant());
                sheet.repay();
                long ended = sheet.voidGrant(request.grant());
                transactions.markVoided(connection, sheet, request.grant());
                var allocations = ended == 0 ? List.<Allocation>of() : List.of(new Allocation(request.grant(), ended));
                return Decision.Accepted.of(ended, allocations);
            }

            @Override
            public Set<GrantId> alsoSee(Connection connection, AccountRow account) {
                return Set.of(request.grant());
            }

            @Override
            public Remarks remarks() {
                return request.remarks();
            }
        };
    }

    private static void checkOpen(Sheet sheet, GrantId id) {
        if (sheet.lot(id).filter(lot -> !lot.hasEndedBy(sheet.at())).isEmpty()) {
            throw new InvalidRequestException(
                    ErrorCode.GRANT_NOT_OPEN,
                    "Grant " + id.number() + " cannot be voided on account "
                            + sheet.row().id().number()
                            + ": it ended, was voided before, or belongs to another account.");
        }
    }
}
