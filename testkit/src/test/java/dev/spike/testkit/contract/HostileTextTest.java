package dev.spike.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.ErrorCode;
import dev.spike.ledger.InvalidRequestException;
import dev.spike.ledger.Remarks;
import dev.spike.testkit.LedgerDatabase;
import dev.spike.testkit.contract.LedgerUnderTest.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Big List of Naughty Strings, where the folder of data is given with -Dspike.data. */
class HostileTextTest {

    private static final Set<ErrorCode> OF_TEXT =
            Set.of(ErrorCode.TEXT_BLANK, ErrorCode.TEXT_TOO_LONG, ErrorCode.TEXT_NOT_STORABLE);

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    @Test
    void every_naughty_string_comes_back_as_it_was_or_is_refused_as_a_text() throws IOException {
        var texts = naughtyStrings();
        var account = LedgerUnderTest.of(setup -> Engines.on(DATABASE.dataSource(), setup), Setup.standard())
                .account();

        var refused = new ArrayList<String>();
        for (var text : texts) {
            try {
                var remarks = new Remarks(text, text, null, Map.of("text", text));
                account.add(AddRequest.of(1).withRemarks(remarks));
                assertThat(Standing.newestRow(account).remarks()).isEqualTo(remarks);
            } catch (InvalidRequestException e) {
                assertThat(e.error()).as(text).isIn(OF_TEXT);
                refused.add(text);
            }
        }

        assertThat(texts).hasSizeGreaterThan(400);
        assertThat(refused).hasSizeLessThan(20);
        assertThat(account.balance().total()).isEqualTo(texts.size() - refused.size());
    }

    private static List<String> naughtyStrings() throws IOException {
        var folder = System.getProperty("spike.data", "");
        if (folder.isEmpty()) {
            System.out.println("No -Dspike.data=FOLDER: the naughty strings are not tried.");
        }
        assumeFalse(folder.isEmpty());
        var json = Files.readString(Path.of(folder, "hostile", "blns.json"));
        return Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"")
                .matcher(json)
                .results()
                .map(found -> unescaped(found.group(1)))
                .toList();
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(u(....)|.)").matcher(text).replaceAll(found -> {
            var character = found.group(1);
            var plain =
                    switch (character.charAt(0)) {
                        case 'u' -> String.valueOf((char) Integer.parseInt(found.group(2), 16));
                        case 'n' -> "\n";
                        case 'r' -> "\r";
                        case 't' -> "\t";
                        case 'b' -> "\b";
                        case 'f' -> "\f";
                        default -> character;
                    };
            return Matcher.quoteReplacement(plain);
        });
    }
}
