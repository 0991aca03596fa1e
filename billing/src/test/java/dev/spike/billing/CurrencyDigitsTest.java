package dev.spike.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Prices take their minor units from the JDK; here they are held against those of the ISO's own list. */
class CurrencyDigitsTest {

    /**
     * On purpose: prices cannot be in Uruguay's unit of nominal wages, in which nothing is paid; a JDK that learns of it is
     * welcome.
     */
    private static final Map<String, String> DIFFERENCES = Map.of("UYW", "listed with 4, the JDK has no such currency");

    /** Codes of the list that are no money: metals, tests and units of account. */
    private static final String WITHOUT_MINOR_UNITS = "N.A.";

    @Test
    void the_jdk_knows_every_currency_of_the_list_with_its_minor_units() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        Map<String, String> listed = listed();

        listed.forEach((code, digits) -> {
            var known = known(code);
            if (!known.equals(digits)) {
                differences.put(code, "listed with " + digits + ", the JDK has " + known);
            }
        });

        assertThat(listed).hasSizeGreaterThan(150);
        assertThat(DIFFERENCES).containsAllEntriesOf(differences);
    }

    private static String known(String code) {
        try {
            int digits = Currency.getInstance(code).getDefaultFractionDigits();
            return digits < 0 ? WITHOUT_MINOR_UNITS : Integer.toString(digits);
        } catch (IllegalArgumentException e) {
            return "no such currency";
        }
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> digits = new TreeMap<>();
        for (var line : Files.readAllLines(file())) {
            var columns = columns(line);
            if (columns.size() >= 5 && columns.get(2).matches("[A-Z]{3}")) {
                digits.put(columns.get(2), columns.get(4));
            }
        }
        return digits;
    }

    /** Names may have commas within quotes. */
    private static List<String> columns(String line) {
        var columns = new ArrayList<String>();
        for (var column : line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            columns.add(column);
        }
        return columns;
    }

    private static Path file() {
        var folder = System.getProperty("spike.data", "");
        var file = Path.of(folder, "reference", "iso-4217-list-one.csv");
        boolean there = !folder.isBlank() && Files.isRegularFile(file);
        if (!there) {
            System.out.println("Not read: " + file.getFileName() + " (name its folder with -Dspike.data=FOLDER)");
        }
        Assumptions.assumeTrue(there, file + " is not there");
        return file;
    }
}
