package dev.spike.billing.postgres;

import dev.spike.billing.Interval;
import dev.spike.billing.Money;
import dev.spike.billing.OrderLine.Provided;
import dev.spike.billing.Plan;
import dev.spike.billing.Providable;
import dev.spike.billing.SubscribedPlan;
import dev.spike.billing.provider.SubscriptionTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A plan on the terms on which it was asked for.
 *
 * @param switchNumber 0 for those it began with
 * @param price none is comped
 */
record PlanTerms(
        int switchNumber, SubscribedPlan plan, @Nullable Money price, List<Provides> provides) {

    private static final Pattern REFERENCE = Pattern.compile("(.+)/(\\d{1,9})");

    PlanTerms {
        provides = List.copyOf(provides);
    }

    /** When something is given. */
    enum Occasion {
        MONTHLY,
        YEARLY,
        TRIAL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Occasion of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** @param position from 1 */
    record Provides(Occasion occasion, int position, Provided provided) {}

    static PlanTerms of(int switchNumber, Plan plan, Interval interval, @Nullable Money price) {
        var provides = new ArrayList<Provides>();
        add(provides, Occasion.MONTHLY, plan.provides().monthly());
        add(provides, Occasion.YEARLY, plan.provides().yearly());
        var trial = plan.provides().trial();
        add(provides, Occasion.TRIAL, trial == null ? List.of() : trial.provides());
        return new PlanTerms(switchNumber, new SubscribedPlan(plan.id(), plan.name(), interval), price, provides);
    }

    private static void add(List<Provides> all, Occasion occasion, List<Providable> providables) {
        for (int i = 0; i < providables.size(); i++) {
            all.add(new Provides(occasion, i + 1, Provided.of(providables.get(i))));
        }
    }

    List<Provides> on(Occasion occasion) {
        return provides.stream().filter(each -> each.occasion() == occasion).toList();
    }

    boolean isFor(Plan other, Interval interval) {
        return plan.id().equals(other.id()) && plan.interval() == interval;
    }

    /** As the provider is told. */
    SubscriptionTerms of(String key) {
        return new SubscriptionTerms(
                key + "/" + switchNumber, plan.name(), Objects.requireNonNull(price), plan.interval());
    }

    /** Which of a subscription's terms the reference names; none if it is not one of ours. */
    static Optional<Integer> switchNumber(String key, String reference) {
        var parts = REFERENCE.matcher(reference);
        return parts.matches() && parts.group(1).equals(key)
                ? Optional.of(Integer.valueOf(parts.group(2)))
                : Optional.empty();
    }
}
