package dev.spike.portal;

import dev.spike.billing.Billing;
import dev.spike.ledger.Credits;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * What all pages share.
 *
 * @param path where the portal is, such as {@code /billing}
 * @param languages in which it speaks, by their codes
 * @param places the pages that are named in the side bar
 */
record Site(
        String path,
        Credits credits,
        Billing billing,
        PortalTheme theme,
        HiddenFields hiddenFields,
        Templates templates,
        Assets assets,
        Set<String> languages,
        Set<String> places) {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    /** The address of a page as the browser has to ask for it, without the host. */
    String address(ServerRequest request, String below) {
        var servlet = ServletUriComponentsBuilder.fromServletMapping(request.servletRequest())
                .build()
                .getPath();
        return (servlet == null ? "" : servlet) + path + below;
    }

    /** The address of a page as others have to ask for it, with the host that this request asked. */
    URI absolute(ServerRequest request, String below) {
        return URI.create(ServletUriComponentsBuilder.fromServletMapping(request.servletRequest())
                        .build()
                        .toUriString()
                + path
                + below);
    }

    /** A page in its frame. */
    ServerResponse page(Visit visit, HttpStatus status, String template, Map<String, ?> model) {
        var all = new HashMap<String, Object>(model);
        all.put("frame", Frame.of(visit));
        all.put("say", visit.reader());
        return html(status, templates.page(template, visit.reader(), all));
    }

    /** A page for who is not known: without a frame. */
    ServerResponse plainPage(ServerRequest request, Reader reader, HttpStatus status, String problem) {
        var model = new HashMap<String, Object>();
        model.put("problem", problem);
        model.put("say", reader);
        model.put("at", new Addresses(address(request, ""), assets));
        model.put("theme", theme);
        return html(status, templates.page("stranger", reader, model));
    }

    private static ServerResponse html(HttpStatus status, String page) {
        return Guard.onto(ServerResponse.status(status)).contentType(HTML).body(page);
    }
}
