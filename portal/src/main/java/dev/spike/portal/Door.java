package dev.spike.portal;

import dev.spike.messages.SpikeMessages;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Every request passes here: it learns who is looking, at whose credits, and whether they may; and it is the only place where
 * an owner is found, so that no page can take one from the request.
 */
final class Door {

    /** Chooses among the owners that the application grants; says nothing of who they are. */
    static final String OWNER_COOKIE = "spike-owner";

    /** The browser's zone, as the script found it. */
    private static final String ZONE_COOKIE = "spike-zone";

    /** The owner that the form was shown for. */
    static final String OWNER_FIELD = "spike-owner";

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final Site site;
    private final Visitors visitors;
    private final SpikeMessages messages;
    private final InstantSource clock;

    Door(Site site, Visitors visitors, SpikeMessages messages, InstantSource clock) {
        this.site = site;
        this.visitors = visitors;
        this.messages = messages;
        this.clock = clock;
    }

    ServerResponse let(ServerRequest request, Route route) {
        var reader = new Reader(locale(request), zone(request), messages);
        if (route.changes() && !comesFromHere(request)) {
            return site.plainPage(request, reader, HttpStatus.FORBIDDEN, "elsewhere");
        }
        return visitors.of(request.servletRequest())
                .map(visitor -> let(request, route, visitor, reader))
                .orElseGet(() -> site.plainPage(request, reader, HttpStatus.UNAUTHORIZED, "unknown"));
    }

    private ServerResponse let(ServerRequest request, Route route, Visitor visitor, Reader reader) {
        var owner = owner(request, visitor);
        var visit = new Visit(site, request, visitor, owner, reader, clock.instant());
        if (!owner.rights().contains(Right.SEE)) {
            return site.plainPage(request, reader, HttpStatus.FORBIDDEN, "forbidden");
        }
        try {
            return answer(visit.readBy(chosen(owner, reader)), route);
        } catch (Exception e) {
            return Problems.page(visit, e);
        }
    }

    /** What the owner chose goes before what the browser says. */
    private Reader chosen(Owner owner, Reader browser) {
        var settings = site.billing().of(owner.billable()).settings();
        var language = settings.language();
        var zone = settings.zone();
        return new Reader(
                language == null
                                || browser.locale()
                                        .getLanguage()
                                        .equals(Locale.forLanguageTag(language).getLanguage())
                        ? browser.locale()
                        : Locale.forLanguageTag(language),
                zone == null ? browser.zone() : ZoneId.of(zone),
                messages);
    }

    private static ServerResponse answer(Visit visit, Route route) throws Exception {
        return switch (route.need()) {
            case SEE -> use(visit, route);
            case BUY -> visit.mayBuy() ? use(visit, route) : problem(visit, HttpStatus.FORBIDDEN, "forbidden");
            case OPERATE -> visit.visitor().operator() != null ? use(visit, route) : visit.notFound();
        };
    }

    private static ServerResponse use(Visit visit, Route route) throws Exception {
        return route.changes() && !isShownFor(visit)
                ? problem(visit, HttpStatus.CONFLICT, "switched")
                : route.page().answer(visit);
    }

    private static ServerResponse problem(Visit visit, HttpStatus status, String problem) {
        return visit.show(status, "problem", Map.of("problem", problem));
    }

    /** In another window the visitor may have turned to another owner since. */
    private static boolean isShownFor(Visit visit) {
        return visit.parameter(OWNER_FIELD).filter(visit.owner().mark()::equals).isPresent()
                || visit.request().path().endsWith(Switching.PATH);
    }

    /**
     * Whether a form was sent from a page of this host. Browsers say so with every form, and a page of another host cannot
     * make them say otherwise.
     */
    private static boolean comesFromHere(ServerRequest request) {
        var site = request.headers().firstHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        var origin = request.headers().firstHeader(HttpHeaders.ORIGIN);
        return origin != null && isHost(origin, request.headers().firstHeader(HttpHeaders.HOST));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            LOG.debug("The Origin of a form is no address", e);
            return false;
        }
    }

    private static Owner owner(ServerRequest request, Visitor visitor) {
        var chosen = cookie(request, OWNER_COOKIE);
        return visitor.owners().stream()
                .filter(owner -> chosen.filter(owner.mark()::equals).isPresent())
                .findFirst()
                .orElseGet(() -> visitor.owners().get(0));
    }

    /** The first language of the browser in which the portal speaks, as it is spoken where the reader is. */
    private Locale locale(ServerRequest request) {
        return Collections.list(request.servletRequest().getLocales()).stream()
                .filter(locale -> site.languages().contains(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private ZoneId zone(ServerRequest request) {
        var configured = site.billing().catalogue().settings().zone();
        try {
            return cookie(request, ZONE_COOKIE)
                    .map(name -> ZoneId.of(name.replace('!', '/')))
                    .orElse(configured);
        } catch (DateTimeException e) {
            LOG.debug("A browser's zone is unknown", e);
            return configured;
        }
    }

    private static Optional<String> cookie(ServerRequest request, String name) {
        return Optional.ofNullable(request.cookies().getFirst(name)).map(Cookie::getValue);
    }
}
