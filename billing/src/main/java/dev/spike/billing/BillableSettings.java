package dev.spike.billing;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a billable has chosen for its own billing. Nothing is sent by it: the wishes to be told are for the host to read. A blank text is none; every other is kept as it is, but that lines end in
 * {@code \n} and a language is spelled as usual.
 *
 * <p>Throws {@link BillingException} ({@link BillingError#SETTINGS_INVALID}) for the first that is wrong, in the order of the
 * components: a text that is too long, or has a character that cannot be kept; a language or zone that is none; an amount below
 * zero; days out of range.
 *
 * @param invoiceName whom invoices name; one line of at most 255 characters
 * @param invoiceAddress several lines, together at most 500 characters
 * @param language a tag of BCP 47, such as {@code pt-BR}
 * @param zone an id of the IANA that this JDK knows, such as {@code Europe/Vilnius}
 * @param lowBalances below how much to be told, by credit type, in smallest units; 0 or more; a type that is left out is not
 *     told of
 * @param endNoticeDays how long before credits end to be told, 1 to 90; none is not at all
 */
public record BillableSettings(
        @Nullable String invoiceName,
        @Nullable String invoiceAddress,
        @Nullable String language,
        @Nullable String zone,
        Map<String, Long> lowBalances,
        @Nullable Integer endNoticeDays) {

    /** More than anybody has credit types. */
    public static final int LOW_BALANCES_MAX = 100;

    /** Longer ahead, everything would end soon. */
    public static final int END_NOTICE_DAYS_MAX = 90;

    /** An address label is shorter. */
    private static final int NAME_MAX = 255;

    private static final int ADDRESS_MAX = 500;

    /** What RFC 5646 (4.4.1) asks everybody to have room for. */
    private static final int LANGUAGE_MAX = 35;

    /** Twice the longest that there is. */
    private static final int ZONE_MAX = 64;

    private static final int CREDIT_TYPE_MAX = 60;

    private static final BillableSettings NONE = new BillableSettings(null, null, null, null, Map.of(), null);

    public BillableSettings {
        invoiceName = SettingsText.oneLine("name for invoices", invoiceName, NAME_MAX);
        invoiceAddress = SettingsText.manyLines("address for invoices", invoiceAddress, ADDRESS_MAX);
        language = language(SettingsText.oneLine("language", language, LANGUAGE_MAX));
        zone = zone(SettingsText.oneLine("zone", zone, ZONE_MAX));
        lowBalances = lowBalances(lowBalances);
        if (endNoticeDays != null && (endNoticeDays < 1 || endNoticeDays > END_NOTICE_DAYS_MAX)) {
            throw SettingsText.refused("To be told " + endNoticeDays
                    + " days before credits end is not possible; choose 1 to " + END_NOTICE_DAYS_MAX + ", or none.");
        }
    }

    /** Those of who has chosen nothing. */
    public static BillableSettings none() {
        return NONE;
    }

    private static @Nullable String language(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        try {
            var locale = new Locale.Builder().setLanguageTag(tag).build();
            if (!locale.getLanguage().isEmpty()) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException e) {
            // refused below, as is a tag without a language
        }
        throw SettingsText.refused("'" + tag + "' is no language; give a tag of BCP 47, such as en or pt-BR.");
    }

    private static @Nullable String zone(@Nullable String id) {
        if (id == null || ZoneId.getAvailableZoneIds().contains(id)) {
            return id;
        }
        throw SettingsText.refused("'" + id + "' is no zone; give an id of the IANA, such as Europe/Vilnius.");
    }

    private static Map<String, Long> lowBalances(Map<String, Long> amounts) {
        if (amounts.size() > LOW_BALANCES_MAX) {
            throw SettingsText.refused("There are " + amounts.size() + " low balances to be told of; at most "
                    + LOW_BALANCES_MAX + " are kept.");
        }
        var checked = new TreeMap<String, Long>();
        amounts.forEach((type, amount) -> {
            var id = SettingsText.oneLine("credit type of a low balance", type, CREDIT_TYPE_MAX);
            if (id == null) {
                throw SettingsText.refused("A low balance to be told of names no credit type; name one.");
            }
            if (amount < 0) {
                throw SettingsText.refused("A balance of '" + id + "' below " + amount
                        + " was to be told of; it must be 0 or more, in smallest units.");
            }
            checked.put(id, amount);
        });
        return Map.copyOf(checked);
    }
}
