package dev.spike.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Styles, scripts and pictures: a fixed set, held in memory, served under an address that changes with the content. */
final class Assets {

    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private record Asset(MediaType type, Resource content, String version) {}

    private final Map<String, Asset> byName = new LinkedHashMap<>();

    Assets(PortalTheme theme) {
        var own = "dev/spike/portal/assets/";
        add("portal.css", CSS, read(own + "portal.css"));
        add("theme.css", CSS, ThemeStyle.of(theme).css().getBytes(StandardCharsets.UTF_8));
        add("portal.js", SCRIPT, read(own + "portal.js"));
        add("favicon.svg", SVG, read(own + "favicon.svg"));
        add("htmx.js", SCRIPT, read("META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js"));
        add("uplot.js", SCRIPT, read("META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js"));
        add("uplot.css", CSS, read("META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css"));
    }

    private void add(String name, MediaType type, byte[] content) {
        var sum = new CRC32();
        sum.update(content);
        byName.put(
                name,
                new Asset(type, new ByteArrayResource(content), HexFormat.of().toHexDigits((int) sum.getValue())));
    }

    private static byte[] read(String resource) {
        try (var stream = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The portal's " + resource + " is not on the class path.");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What in its address stands for its content. */
    String version(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no asset '" + name + "'."))
                .version();
    }

    /** Anybody may have it; nothing in it is anybody's. */
    ServerResponse serve(ServerRequest request) {
        var asset = byName.get(request.pathVariable("name"));
        if (asset == null) {
            return ServerResponse.status(HttpStatus.NOT_FOUND).build();
        }
        var current = asset.version().equals(request.pathVariable("version"));
        return ServerResponse.ok()
                .contentType(asset.type())
                .cacheControl(
                        current ? CacheControl.maxAge(FOR_EVER).cachePublic().immutable() : CacheControl.noCache())
                .header("X-Content-Type-Options", "nosniff")
                .body(asset.content());
    }
}
