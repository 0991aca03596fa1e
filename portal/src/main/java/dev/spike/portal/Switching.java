package dev.spike.portal;

import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.function.ServerResponse;

/** Turns to another of the visitor's owners. The choice is kept in the browser and means nothing for who has no such owner. */
final class Switching {

    static final String PATH = "/owner";
    private static final Duration KEPT = Duration.ofDays(30);

    private Switching() {}

    static ServerResponse choose(Visit visit) {
        var wanted = visit.parameter("to").orElse("");
        var owner = visit.visitor().owners().stream()
                .filter(one -> one.mark().equals(wanted))
                .findFirst();
        if (owner.isEmpty()) {
            return visit.notFound();
        }
        var cookie = ResponseCookie.from(Door.OWNER_COOKIE, wanted)
                .path(visit.site().address(visit.request(), ""))
                .httpOnly(true)
                .sameSite("Lax")
                .secure(visit.request().servletRequest().isSecure())
                .maxAge(KEPT)
                .build();
        return visit.seeOther("/usage", cookie);
    }
}
