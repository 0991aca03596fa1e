package dev.spike.portal;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.BillingException;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.InvalidRequestException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** What the owner chooses: whom invoices name, language and zone, and of what to be told. */
final class SettingsPage {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,2}");

    private SettingsPage() {}

    /** The settings as a form has them. */
    record Form(String name, String address, String language, String zone, String days, List<Threshold> thresholds) {

        static Form of(Visit visit, BillableSettings settings) {
            return new Form(
                    text(settings.invoiceName()),
                    text(settings.invoiceAddress()),
                    text(settings.language()),
                    text(settings.zone()),
                    settings.endNoticeDays() == null
                            ? ""
                            : settings.endNoticeDays().toString(),
                    types(visit).stream()
                            .map(type -> Threshold.of(visit, type, amount(type, settings.lowBalances())))
                            .toList());
        }

        /** What was typed, right or wrong. */
        static Form typed(Visit visit) {
            return new Form(
                    visit.parameter("name").orElse(""),
                    visit.parameter("address").orElse(""),
                    visit.parameter("language").orElse(""),
                    visit.parameter("zone").orElse(""),
                    visit.parameter("days").orElse(""),
                    types(visit).stream()
                            .map(type -> Threshold.of(
                                    visit,
                                    type,
                                    visit.parameter("low-" + type.id()).orElse("")))
                            .toList());
        }

        private static String amount(CreditType type, Map<String, Long> amounts) {
            var amount = amounts.get(type.id());
            return amount == null
                    ? ""
                    : type.credits(amount).stripTrailingZeros().toPlainString();
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    /** Below how much of a credit type to be told. */
    record Threshold(String field, String name, String step, String amount) {

        static Threshold of(Visit visit, CreditType type, String amount) {
            return new Threshold(
                    "low-" + type.id(),
                    visit.reader().name(type),
                    type.credits(1).toPlainString(),
                    amount);
        }
    }

    private static List<CreditType> types(Visit visit) {
        return visit.site().credits().creditTypes();
    }

    static ServerResponse show(Visit visit) {
        return show(visit, HttpStatus.OK, Form.of(visit, visit.buyer().settings()), "");
    }

    static ServerResponse change(Visit visit) {
        try {
            visit.buyer().changeSettings(read(visit));
            return visit.seeOther("/settings?done=saved");
        } catch (BillingException | InvalidRequestException e) {
            return show(
                    visit,
                    HttpStatus.BAD_REQUEST,
                    Form.typed(visit),
                    visit.reader().text("settings.problem"));
        }
    }

    private static BillableSettings read(Visit visit) {
        var low = new HashMap<String, Long>();
        for (var type : types(visit)) {
            visit.parameter("low-" + type.id())
                    .ifPresent(text -> low.put(type.id(), type.amount(number(text, AMOUNT))));
        }
        return new BillableSettings(
                visit.parameter("name").orElse(null),
                visit.parameter("address").orElse(null),
                visit.parameter("language").orElse(null),
                visit.parameter("zone").orElse(null),
                low,
                visit.parameter("days")
                        .map(text -> number(text, DAYS).intValue())
                        .orElse(null));
    }

    /** What is no number is told as what is out of range. */
    private static BigDecimal number(String text, Pattern form) {
        return form.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ONE.negate();
    }

    private static ServerResponse show(Visit visit, HttpStatus status, Form form, String problem) {
        var languages = visit.site().languages().stream()
                .sorted()
                .map(code -> new Statement.Choice(
                        code,
                        Locale.forLanguageTag(code).getDisplayLanguage(Locale.forLanguageTag(code)),
                        code.equals(form.language())))
                .toList();
        return visit.show(
                status,
                "settings",
                Map.of(
                        "form",
                        form,
                        "languages",
                        languages,
                        "zones",
                        new TreeSet<>(ZoneId.getAvailableZoneIds()),
                        "problem",
                        problem,
                        "mayBuy",
                        visit.mayBuy(),
                        "saved",
                        visit.parameter("done").filter("saved"::equals).isPresent()));
    }
}
