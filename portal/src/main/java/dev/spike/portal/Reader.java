package dev.spike.portal;

import dev.spike.billing.Money;
import dev.spike.ledger.CreditType;
import dev.spike.messages.SpikeMessages;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;

/** Who reads: everything is written for them here, in their language, their numbers and their zone. */
record Reader(Locale locale, ZoneId zone, SpikeMessages messages) {

    /** @param values a name and a value, and so on */
    public String text(String key, Object... values) {
        var named = new HashMap<String, Object>();
        for (int i = 0; i < values.length; i += 2) {
            named.put(String.valueOf(values[i]), values[i + 1]);
        }
        return messages.text("spike.portal." + key, named, locale);
    }

    public String language() {
        return locale.toLanguageTag();
    }

    public String name(CreditType type) {
        return messages.name(type, locale);
    }

    /** {@code 1,234 credits}. */
    public String amount(CreditType type, long amount) {
        return messages.amount(type, amount, locale);
    }

    public String number(CreditType type, long amount) {
        return messages.number(type, amount, locale);
    }

    /** With its sign: {@code +10}, {@code -3}. */
    public String signed(CreditType type, long amount) {
        var number = number(type, amount);
        return amount > 0 ? "+" + number : number;
    }

    public String money(Money money) {
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(money.currency());
        int digits = Math.max(0, money.currency().getDefaultFractionDigits());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(money.amount());
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(day);
    }

    public String day(Instant instant) {
        return day(LocalDate.ofInstant(instant, zone));
    }

    /** With the time of day. */
    public String moment(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone)
                .format(instant);
    }
}
