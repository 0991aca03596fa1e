package dev.spike.portal;

import dev.spike.ledger.CreditTransaction;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.TransactionPage;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The statement as a file for spreadsheets, all of it or what the address leaves of it; written while it is read, so that any
 * length needs the same memory.
 */
final class StatementCsv {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    private static final Object[] HEADER = {"date", "type", "kind", "credits", "credit_type", "notes", "expires"};

    private StatementCsv() {}

    static ServerResponse download(Visit visit) {
        var account = visit.chosenAccount();
        var type = account.creditType();
        return Guard.onto(ServerResponse.ok())
                .header(HttpHeaders.CONTENT_TYPE, CSV.toString())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + type.id() + ".csv\"")
                .build((request, response) -> {
                    var writer = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
                    write(writer, visit, type);
                    return null;
                });
    }

    private static void write(Writer writer, Visit visit, CreditType type) throws IOException {
        var account = visit.site().credits().of(visit.owner().billable(), type.id());
        line(writer, HEADER);
        var query = StatementFilter.of(visit).query(TransactionPage.SIZE_MAX).orElse(null);
        while (query != null) {
            var page = account.transactions(query);
            for (var row : page.transactions()) {
                line(writer, cells(visit.reader(), type, row));
            }
            writer.flush();
            query = page.next() == null ? null : query.before(page.next());
        }
    }

    private static void line(Writer writer, Object... cells) throws IOException {
        writer.write(FORMAT.format(cells));
        writer.write(FORMAT.getRecordSeparator());
    }

    private static Object[] cells(Reader reader, CreditType type, CreditTransaction row) {
        var zoned = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(reader.zone());
        var ends = row.times().expiresAt();
        return new Object[] {
            zoned.format(row.times().createdAt()),
            row.type().word(),
            row.entry().word(),
            type.credits(row.credits()).toPlainString(),
            type.id(),
            asText(row.remarks().notes()),
            ends == null ? "" : zoned.format(ends)
        };
    }

    /** A spreadsheet takes a cell for a formula that begins so; an apostrophe says that it is text. */
    static String asText(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        return "=+-@\t\r\n＝＋－＠".indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
    }
}
