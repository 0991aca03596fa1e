package dev.spike.spring.metered;

import dev.spike.billing.Catalogue;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.spring.BillableResolver;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;

/** Reads the annotation of a method, and collects its mistakes. */
final class MeteredReader {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3_653);

    private final ConfigurableListableBeanFactory beans;
    private final ParameterNameDiscoverer discoverer;

    MeteredReader(ConfigurableListableBeanFactory beans, ParameterNameDiscoverer discoverer) {
        this.beans = beans;
        this.discoverer = discoverer;
    }

    /** The method as it is to be charged; none when there were mistakes. */
    @Nullable
    MeteredMethod read(Metered metered, Method method, Class<?> targetClass, Mistakes mistakes) {
        var formulas = new FormulaReader(method, beans, discoverer, mistakes);
        checkReach(method, mistakes);
        var creditType = creditType(formulas, metered, method, mistakes);
        var price = price(formulas, metered, method, mistakes);
        var payer = payer(formulas, metered, method, targetClass, mistakes);
        var key = formulas.read("key", metered.key());
        var holdFor = holdFor(formulas, metered, method, mistakes);
        return creditType == null || price == null || payer == null || holdFor == null
                ? null
                : new MeteredMethod(method, creditType, price, payer, key, holdFor);
    }

    private static void checkReach(Method method, Mistakes mistakes) {
        int modifiers = method.getModifiers();
        if (!Modifier.isPublic(modifiers)) {
            mistakes.add(method, "the method is not public, so calls of it are not seen; make it public");
        } else if (Modifier.isStatic(modifiers)) {
            mistakes.add(method, "the method is static, so calls of it are not seen; make it a method of the bean");
        } else if (Modifier.isFinal(modifiers)) {
            mistakes.add(method, "the method is final, so calls of it are not seen; remove 'final'");
        }
        Returns.refused(method)
                .ifPresent(type -> mistakes.add(
                        method,
                        "what it returns (" + type.getSimpleName()
                                + ") goes on after the return, so it would be charged before it is done; return a"
                                + " CompletableFuture or the finished value, or hold and capture by hand"));
    }

    private @Nullable String creditType(FormulaReader formulas, Metered metered, Method method, Mistakes mistakes) {
        var credits = beans.getBeanProvider(Credits.class).getIfAvailable();
        if (credits == null) {
            mistakes.add(
                    method,
                    "there is no bean of type Credits, so nothing could be charged; configure a DataSource,"
                            + " or define one");
            return null;
        }
        var types = credits.creditTypes().stream().map(CreditType::id).toList();
        var wanted = formulas.resolved("type", metered.type());
        if (wanted == null || wanted.isBlank()) {
            return types.get(0);
        }
        if (!types.contains(wanted)) {
            mistakes.add(
                    method,
                    "there is no credit type '" + wanted + "'; configured are " + String.join(", ", types)
                            + ", so mend 'type' or configure it");
            return null;
        }
        return wanted;
    }

    private static @Nullable Price price(FormulaReader formulas, Metered metered, Method method, Mistakes mistakes) {
        var credits = formulas.read("credits", metered.credits());
        var upTo = formulas.read("upTo", metered.upTo());
        if (metered.credits().isBlank()) {
            mistakes.add(method, "credits is empty; say how many, such as \"5\" or \"#tokens\"");
        } else if (metered.credits().strip().matches("-?0*|-\\d+")) {
            mistakes.add(
                    method,
                    "credits = \"" + metered.credits() + "\" is not above zero; take the annotation away"
                            + " where the work is free");
        } else if (credits != null && credits.asksResult() && metered.upTo().isBlank()) {
            mistakes.add(method, "credits asks #result, so what to hold before the work must be said; add upTo");
        } else if (credits != null && !credits.asksResult() && !metered.upTo().isBlank()) {
            mistakes.add(method, "upTo has no meaning where credits does not ask #result; remove it");
        }
        return credits == null ? null : new Price(credits, upTo);
    }

    private @Nullable Payer payer(
            FormulaReader formulas, Metered metered, Method method, Class<?> targetClass, Mistakes mistakes) {
        if (!metered.billable().isBlank()) {
            var formula = formulas.read("billable", metered.billable());
            return formula == null ? null : (context, arguments) -> formula.value(context);
        }
        var billables = IntStream.range(0, method.getParameterCount())
                .filter(index -> Billable.class.isAssignableFrom(new MethodParameter(method, index)
                        .withContainingClass(targetClass)
                        .getParameterType()))
                .boxed()
                .toList();
        if (billables.size() > 1) {
            mistakes.add(
                    method,
                    billables.stream()
                            .map(index -> "#p" + index)
                            .collect(Collectors.joining(
                                    " and ", "", " are billables; say with 'billable' which of them pays")));
            return null;
        }
        if (billables.size() == 1) {
            int index = billables.get(0);
            return (context, arguments) -> arguments[index];
        }
        var resolvers = beans.getBeanProvider(BillableResolver.class);
        if (beans.getBeanNamesForType(BillableResolver.class, true, false).length == 0) {
            mistakes.add(
                    method,
                    "nobody pays: there is no argument that is a Billable, no 'billable', and no bean of type"
                            + " BillableResolver; add one of them");
            return null;
        }
        return (context, arguments) -> resolvers.getObject().current().orElse(null);
    }

    private @Nullable Duration holdFor(FormulaReader formulas, Metered metered, Method method, Mistakes mistakes) {
        var text = formulas.resolved("holdFor", metered.holdFor());
        if (text == null || text.isBlank()) {
            var holdFor = beans.getBean(MeteredProperties.class).holdFor();
            return checked(holdFor, "spike.metered.hold-for is " + holdFor, method, mistakes);
        }
        try {
            return checked(DurationStyle.detectAndParse(text), "holdFor = \"" + text + "\"", method, mistakes);
        } catch (IllegalArgumentException e) {
            mistakes.add(method, "holdFor = \"" + text + "\" is no duration; write it like 15m or PT15M");
            return null;
        }
    }

    /** What the ledger would refuse at every call. */
    private @Nullable Duration checked(Duration holdFor, String said, Method method, Mistakes mistakes) {
        var catalogue = beans.getBeanProvider(Catalogue.class).getIfAvailable();
        var longest = catalogue == null ? null : catalogue.settings().credits().maxHold();
        if (holdFor.compareTo(SHORTEST) < 0) {
            mistakes.add(method, said + ", which is below a second; write it like 15m or PT15M");
        } else if (holdFor.compareTo(LONGEST) > 0) {
            mistakes.add(method, said + ", which is above ten years; write it like 15m or PT15M");
        } else if (longest != null && holdFor.compareTo(longest) > 0) {
            mistakes.add(
                    method, said + ", and no hold is longer than spike.max-hold, " + longest + "; change one of them");
        } else {
            return holdFor;
        }
        return null;
    }
}
