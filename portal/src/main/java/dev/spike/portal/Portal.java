package dev.spike.portal;

import dev.spike.billing.Billing;
import dev.spike.ledger.Credits;
import dev.spike.messages.SpikeMessages;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The billing portal as routes of Spring MVC: {@code Portal.of(credits, billing, visitors).routes()}.
 *
 * <p>Pages are below the catalogue's path. They are read and written only as the {@link Visitors} allow, in the language of the
 * browser where the portal speaks it. Thread-safe.
 */
public final class Portal {

    private static final Set<String> LANGUAGES = Set.of("en", "lt");

    private final Site site;
    private final Door door;
    private final List<Route> routes;

    private Portal(Builder builder) {
        var loader = builder.loader;
        routes = Routes.all();
        site = new Site(
                builder.billing.catalogue().settings().path(),
                builder.credits,
                builder.billing,
                builder.theme,
                builder.hiddenFields,
                new Templates(loader),
                new Assets(builder.theme),
                builder.languages,
                Routes.places(routes));
        var messages =
                new SpikeMessages(builder.messages).with(Portal.class.getClassLoader(), "dev.spike.portal.portal");
        door = new Door(site, builder.visitors, messages, builder.clock);
    }

    /**
     * Begins a portal.
     *
     * @param credits the engine whose balances are shown; what {@link Billing#credits()} answers, where plans are sold
     */
    public static Builder of(Credits credits, Billing billing, Visitors visitors) {
        return new Builder(credits, billing, visitors);
    }

    /** All pages, forms, styles and scripts. */
    public RouterFunction<ServerResponse> routes() {
        var path = site.path();
        var all = RouterFunctions.route();
        all.GET(path + "/assets/{version}/{name}", site.assets()::serve);
        for (var route : routes) {
            all.route(
                    RequestPredicates.method(route.method()).and(RequestPredicates.path(path + route.path())),
                    request -> door.let(request, route));
        }
        // what is nobody's page is answered in the portal's frame too, but for what others serve below its path
        all.GET(path + "/{nothing}", request -> door.let(request, Route.see("/{nothing}", Visit::notFound)));
        return all.build();
    }

    /** What a portal is made of. */
    public static final class Builder {

        private final Credits credits;
        private final Billing billing;
        private final Visitors visitors;
        private PortalTheme theme = PortalTheme.plain();
        private HiddenFields hiddenFields = HiddenFields.none();
        private MessageSource messages = new StaticMessageSource();
        private InstantSource clock = InstantSource.system();
        private ClassLoader loader = Portal.class.getClassLoader();
        private Set<String> languages = LANGUAGES;

        private Builder(Credits credits, Billing billing, Visitors visitors) {
            this.credits = credits;
            this.billing = billing;
            this.visitors = visitors;
        }

        public Builder theme(PortalTheme theme) {
            this.theme = theme;
            return this;
        }

        /** What the application wants back with every form. */
        public Builder hiddenFields(HiddenFields hiddenFields) {
            this.hiddenFields = hiddenFields;
            return this;
        }

        /** The application's own words, which win over those in the box. */
        public Builder messages(MessageSource messages) {
            this.messages = messages;
            return this;
        }

        /** Languages of which the application brings all words, beside English and Lithuanian; codes of two or three letters. */
        public Builder alsoIn(String... languages) {
            var all = new LinkedHashSet<>(LANGUAGES);
            all.addAll(List.of(languages));
            this.languages = Set.copyOf(all);
            return this;
        }

        /** Finds the application's templates, below {@code templates/spike/}. */
        public Builder templatesFrom(ClassLoader loader) {
            this.loader = loader;
            return this;
        }

        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        public Portal build() {
            return new Portal(this);
        }
    }
}
