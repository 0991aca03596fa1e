package dev.spike.messages;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberFormat;
import dev.spike.ledger.CreditType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The words that customers read, by key and locale: first the application's, then those in the box (English and Lithuanian;
 * English for every other language).
 *
 * <p>A message is a pattern of ICU's MessageFormat with named values: {@code {amount, plural, one {# file} other {# files}}}.
 * Thread-safe.
 */
public final class SpikeMessages {

    private static final Logger LOG = LoggerFactory.getLogger(SpikeMessages.class);

    /** A pattern for amounts stands under the translation key of the credit type and this. */
    private static final String AMOUNT = ".amount";

    private final MessageSource application;
    private final MessageSource inTheBox;

    public SpikeMessages(MessageSource application) {
        this(application, inTheBox(SpikeMessages.class.getClassLoader(), "dev.spike.messages.spike"));
    }

    private SpikeMessages(MessageSource application, MessageSource inTheBox) {
        this.application = application;
        this.inTheBox = inTheBox;
    }

    /** The same, with the words of another part in the box: a bundle by its full name. */
    public SpikeMessages with(ClassLoader loader, String bundle) {
        var further = inTheBox(loader, bundle);
        further.setParentMessageSource(inTheBox);
        return new SpikeMessages(application, further);
    }

    private static ResourceBundleMessageSource inTheBox(ClassLoader loader, String bundle) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename(bundle);
        messages.setBundleClassLoader(loader);
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    /**
     * The message with its values put in.
     *
     * A pattern of the application that is none gives way to the one in the box.
     *
     * @throws IllegalArgumentException when neither the application nor the box has the key, or the only pattern is none
     */
    public String text(String key, Map<String, ?> values, Locale locale) {
        var pattern = pattern(key, locale);
        if (pattern == null) {
            throw new IllegalArgumentException(
                    "There is no message '" + key + "' for " + locale + "; add it to the application's messages.");
        }
        try {
            return filled(key, pattern, values, locale);
        } catch (IllegalArgumentException e) {
            var box = found(inTheBox, key, locale);
            if (box == null || box.equals(pattern)) {
                throw e;
            }
            LOG.warn("{} The one in the box is used.", e.getMessage());
            return filled(key, box, values, locale);
        }
    }

    /** The message without values. */
    public String text(String key, Locale locale) {
        return text(key, Map.of(), locale);
    }

    /** What the credit type is called; its id where nobody gave it a name. */
    public String name(CreditType type, Locale locale) {
        var name = pattern(type.translationKey(), locale);
        return name == null ? type.id() : filled(type.translationKey(), name, Map.of(), locale);
    }

    /**
     * The amount with the credit type in its plural: {@code 1 credit}, {@code 1,234.5 credits}. The pattern is found under
     * the translation key and {@code .amount}; a type without one is written as number and name.
     *
     * @param amount in smallest units
     */
    public String amount(CreditType type, long amount, Locale locale) {
        var key = type.translationKey() + AMOUNT;
        var credits = type.credits(amount);
        var values = Map.of("amount", credits, "number", number(type, amount, locale), "name", name(type, locale));
        var pattern = amountPattern(type, locale);
        return pattern == null ? text("spike.any" + AMOUNT, values, locale) : filled(key, pattern, values, locale);
    }

    /** An application that renames a type does not get the old name with its amounts. */
    private @Nullable String amountPattern(CreditType type, Locale locale) {
        var key = type.translationKey() + AMOUNT;
        var own = found(application, key, locale);
        boolean renamed = found(application, type.translationKey(), locale) != null;
        return own != null || renamed ? own : found(inTheBox, key, locale);
    }

    /**
     * The amount as people of the locale read it, exactly: {@code 1,234.5}.
     *
     * @param amount in smallest units
     */
    public String number(CreditType type, long amount, Locale locale) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(type.decimals());
        return format.format(type.credits(amount));
    }

    private static String filled(String key, String pattern, Map<String, ?> values, Locale locale) {
        try {
            return new MessageFormat(pattern, locale).format(values);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The message '" + key + "' for " + locale + " is no pattern of ICU's MessageFormat: " + pattern, e);
        }
    }

    private @Nullable String pattern(String key, Locale locale) {
        var own = found(application, key, locale);
        return own == null ? found(inTheBox, key, locale) : own;
    }

    /** A source that is told to answer with the key where it has no message has none. */
    private static @Nullable String found(MessageSource messages, String key, Locale locale) {
        var message = messages.getMessage(key, null, null, locale);
        return key.equals(message) ? null : message;
    }
}
