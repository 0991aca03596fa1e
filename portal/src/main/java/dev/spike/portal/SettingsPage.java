package dev.spike.portal;

import dev.spike.billing.BillableSettings;
import dev.spike.billing.BillingException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/** What the owner chooses: whom receipts name, language and zone. What else is kept of choices stays as it was. */
final class SettingsPage {

    private SettingsPage() {}

    /** The settings as a form has them. */
    record Form(String name, String address, String language, String zone) {

        static Form of(BillableSettings settings) {
            return new Form(
                    text(settings.invoiceName()),
                    text(settings.invoiceAddress()),
                    text(settings.language()),
                    text(settings.zone()));
        }

        /** What was typed, right or wrong. */
        static Form typed(Visit visit) {
            return new Form(
                    visit.parameter("name").orElse(""),
                    visit.parameter("address").orElse(""),
                    visit.parameter("language").orElse(""),
                    visit.parameter("zone").orElse(""));
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    static ServerResponse show(Visit visit) {
        return show(visit, HttpStatus.OK, Form.of(visit.buyer().settings()), "");
    }

    static ServerResponse change(Visit visit) {
        try {
            visit.buyer().changeSettings(read(visit, visit.buyer().settings()));
            return visit.seeOther("/settings?done=saved");
        } catch (BillingException e) {
            return show(
                    visit,
                    HttpStatus.BAD_REQUEST,
                    Form.typed(visit),
                    visit.reader().text("settings.problem"));
        }
    }

    private static BillableSettings read(Visit visit, BillableSettings before) {
        return new BillableSettings(
                visit.parameter("name").orElse(null),
                visit.parameter("address").orElse(null),
                visit.parameter("language").orElse(null),
                visit.parameter("zone").orElse(null),
                before.lowBalances(),
                before.endNoticeDays());
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
