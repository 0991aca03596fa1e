package dev.spike.portal;

import dev.spike.billing.Plan;
import dev.spike.billing.Subscription;
import dev.spike.ledger.CreditAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page: who is looking, at whose credits, what there is, and where to go.
 *
 * @param hidden what every form sends along
 */
record Frame(
        Addresses at,
        PortalTheme theme,
        Person person,
        List<Purse> purses,
        List<Place> places,
        Map<String, String> hidden,
        @Nullable String warning) {

    /** Whose name is shown, and whose credits: with others to choose from where there are any. */
    record Person(String name, String initials, String ownerMark, List<Choice> owners) {}

    /** An owner to choose. */
    record Choice(String mark, String name, boolean chosen) {}

    /** What is left of a credit type. */
    record Purse(String name, String number, @Nullable String icon, boolean below) {}

    /** A page to go to. */
    record Place(String name, String address, boolean here, boolean warns) {}

    static Frame of(Visit visit) {
        var site = visit.site();
        var at = new Addresses(site.address(visit.request(), ""), site.assets());
        var subscription = visit.buyer().subscriber().subscription();
        boolean pastDue = subscription instanceof Subscription.PastDue;
        return new Frame(
                at,
                site.theme(),
                person(visit),
                visit.accounts().stream().map(account -> purse(visit, account)).toList(),
                places(visit, at, pastDue),
                site.hiddenFields().of(visit.request().servletRequest()),
                pastDue && !isHere(visit, SubscribePage.PATH) ? "past-due" : null);
    }

    /** Where the page itself says what to do, the warning would lead to where one is. */
    private static boolean isHere(Visit visit, String path) {
        var here = visit.request().requestPath().pathWithinApplication().value();
        return here.equals(visit.site().path() + path);
    }

    private static Person person(Visit visit) {
        var name = visit.visitor().name();
        var mark = visit.owner().mark();
        return new Person(
                name,
                initials(name),
                mark,
                visit.visitor().owners().stream()
                        .map(owner -> new Choice(
                                owner.mark(), owner.name(), owner.mark().equals(mark)))
                        .toList());
    }

    /** The first letters of the first two words. */
    static String initials(String name) {
        var initials = new StringBuilder();
        for (var word : name.strip().split("\\s+", 3)) {
            if (initials.codePointCount(0, initials.length()) < 2 && !word.isEmpty()) {
                initials.appendCodePoint(word.codePointAt(0));
            }
        }
        return initials.toString().toUpperCase(Locale.ROOT);
    }

    private static Purse purse(Visit visit, CreditAccount account) {
        var type = account.creditType();
        long available = account.balance().available();
        return new Purse(visit.reader().name(type), visit.reader().number(type, available), type.icon(), available < 0);
    }

    private static List<Place> places(Visit visit, Addresses at, boolean pastDue) {
        var here = visit.request().requestPath().pathWithinApplication().value();
        var catalogue = visit.buyer().catalogue();
        var places = new ArrayList<Place>();
        for (var name : List.of("usage", "grants", "buy", "subscribe", "invoices", "settings", "manage")) {
            boolean offered = visit.site().places().contains(name)
                    && switch (name) {
                        case "buy" -> !catalogue.visibleProducts().isEmpty();
                        case "subscribe" -> !catalogue.visiblePlans().stream().allMatch(Plan::isFree);
                        case "manage" -> visit.visitor().operator() != null;
                        default -> true;
                    };
            if (offered) {
                places.add(new Place(
                        name,
                        at.page("/" + name),
                        here.startsWith(visit.site().path() + "/" + name),
                        pastDue && name.equals("subscribe")));
            }
        }
        return places;
    }
}
