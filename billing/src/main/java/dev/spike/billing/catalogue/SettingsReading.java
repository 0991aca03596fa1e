package dev.spike.billing.catalogue;

import dev.spike.billing.CatalogueSettings;
import dev.spike.billing.CatalogueSettings.CaptureOverHold;
import dev.spike.billing.CatalogueSettings.Overuse;
import dev.spike.billing.CatalogueSettings.SpentOnRefund;
import dev.spike.billing.CatalogueSettings.Unused;
import dev.spike.billing.catalogue.Entry.Setting;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** Reads what holds for all that is sold. */
final class SettingsReading {

    private static final Duration TEN_YEARS = Duration.ofDays(3_653);
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final Setting<String> PATH = Setting.defaulted("path", TextForms.PORTAL_PATH, "/billing");
    static final Setting<String> PROVIDER = Setting.optional("provider", TextForms.PROVIDER);
    private static final Setting<ZoneId> ZONE = Setting.defaulted("zone", TimeForms.ZONE, "UTC");
    private static final Setting<Boolean> GROUP = Setting.defaulted("group-credit-spend-daily", TextForms.FLAG, "true");
    private static final Setting<Duration> RECEIPTS_KEEP =
            Setting.defaulted("receipts-keep", TimeForms.duration(A_DAY, Duration.ofDays(36_500)), "P400D");
    private static final Setting<Duration> MAX_HOLD =
            Setting.optional("max-hold", TimeForms.duration(Duration.ofSeconds(1), TEN_YEARS), "without end");
    private static final Setting<CaptureOverHold> CAPTURE_OVER_HOLD =
            Setting.defaulted("capture-over-hold", TextForms.choice(CaptureOverHold.class), "spend");
    private static final Setting<Duration> PAST_DUE_GRACE =
            Setting.defaulted("past-due-grace", TimeForms.duration(Duration.ZERO, Duration.ofDays(90)), "P3D");
    private static final Setting<Overuse> OVERUSE =
            Setting.defaulted("overuse-on-switch", TextForms.choice(Overuse.class), "carry");
    private static final Setting<Unused> UNUSED =
            Setting.defaulted("unused-on-switch", TextForms.choice(Unused.class), "void");
    private static final Setting<SpentOnRefund> SPENT_ON_REFUND =
            Setting.defaulted("spent-on-refund", TextForms.choice(SpentOnRefund.class), "forgive");
    private static final Setting<Duration> WEBHOOKS_KEEP =
            Setting.defaulted("webhooks-keep", TimeForms.duration(A_DAY, TEN_YEARS), "P30D");

    static final List<Entry> ENTRIES = List.of(
            PATH,
            PROVIDER,
            ZONE,
            GROUP,
            RECEIPTS_KEEP,
            MAX_HOLD,
            CAPTURE_OVER_HOLD,
            PAST_DUE_GRACE,
            OVERUSE,
            UNUSED,
            SPENT_ON_REFUND,
            WEBHOOKS_KEEP);

    private static final CatalogueSettings STANDARD = CatalogueSettings.STANDARD;

    private final List<String> providers;

    SettingsReading(List<String> providers) {
        this.providers = providers;
    }

    /** Where a value has a mistake the standard stands in for it; the catalogue is refused anyway. */
    CatalogueSettings read(Section root) {
        var credits = new CatalogueSettings.Credits(
                root.value(GROUP).orElse(true),
                root.value(RECEIPTS_KEEP).orElse(STANDARD.credits().receiptsKeep()),
                root.value(MAX_HOLD).orElse(null),
                root.value(CAPTURE_OVER_HOLD).orElse(CaptureOverHold.SPEND));
        var subscriptions = new CatalogueSettings.Subscriptions(
                root.value(PAST_DUE_GRACE).orElse(STANDARD.subscriptions().pastDueGrace()),
                root.value(OVERUSE).orElse(Overuse.CARRY),
                root.value(UNUSED).orElse(Unused.VOID));
        var payments = new CatalogueSettings.Payments(
                root.value(SPENT_ON_REFUND).orElse(SpentOnRefund.FORGIVE),
                root.value(WEBHOOKS_KEEP).orElse(STANDARD.payments().webhooksKeep()));
        var provider = root.value(PROVIDER);
        provider.filter(name -> !providers.contains(name))
                .ifPresent(name -> root.mistake(MistakeKind.CHOICE_UNKNOWN, PROVIDER, Section.meant(name, providers)));
        return new CatalogueSettings(
                root.value(PATH).orElse(STANDARD.path()),
                provider.orElse(null),
                root.value(ZONE).orElse(STANDARD.zone()),
                credits,
                subscriptions,
                payments);
    }
}
