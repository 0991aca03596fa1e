package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Chromium. A message of an error in its console, a script that throws, a broken rule of the Content-Security-Policy, or a
 * request to another host fails the visit when it is closed.
 */
final class Chrome {

    private static final Path PICTURES = Path.of("target", "pictures");
    private static final List<Path> CHROMIUM =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
    private static final List<Path> NODE = List.of(Path.of("/usr/bin/node"), Path.of("/usr/local/bin/node"));
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final class Started {

        private static final Playwright PLAYWRIGHT = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        found(NODE).orElseThrow().toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));

        static final Browser BROWSER = PLAYWRIGHT
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(found(CHROMIUM).orElseThrow())
                        .setArgs(FLAGS));
    }

    private Chrome() {}

    /** How the reader sees it. */
    record Look(String name, int width, int height, ColorScheme scheme, boolean scripts, String language) {

        static final Look WIDE = new Look("light", 1280, 900, ColorScheme.LIGHT, true, "en-GB");
        static final Look DARK = new Look("dark", 1280, 900, ColorScheme.DARK, true, "en-GB");
        static final Look NARROW = new Look("narrow", 360, 740, ColorScheme.LIGHT, true, "en-GB");
        static final Look NO_SCRIPTS = new Look("no-scripts", 1280, 900, ColorScheme.LIGHT, false, "en-GB");
        static final Look LITHUANIAN = new Look("lithuanian", 1280, 900, ColorScheme.LIGHT, true, "lt-LT");
    }

    /** A window of a visitor, who is signed in already. */
    static final class Window implements AutoCloseable {

        private final BrowserContext context;
        private final Page page;
        private final Shop shop;
        private final Look look;
        private final List<String> faults = new ArrayList<>();

        private Window(Shop shop, String visitor, Look look) {
            this.shop = shop;
            this.look = look;
            context = Started.BROWSER.newContext(new Browser.NewContextOptions()
                    .setViewportSize(look.width(), look.height())
                    .setColorScheme(look.scheme())
                    .setJavaScriptEnabled(look.scripts())
                    .setTimezoneId("Europe/Vilnius")
                    .setLocale(look.language()));
            context.addCookies(List.of(
                    new Cookie(Shop.VISITOR, visitor).setUrl(shop.address("").toString())));
            page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    faults.add("console: " + message.text());
                }
            });
            page.onPageError(error -> faults.add("script: " + error));
            page.onRequest(request -> {
                if (!request.url().startsWith("http://127.0.0.1:")
                        && !request.url().startsWith("data:")) {
                    faults.add("foreign: " + request.url());
                }
            });
        }

        Page page() {
            return page;
        }

        Page open(String path) {
            page.navigate(shop.address(path).toString());
            return page;
        }

        /** Nothing is wrong so far that is expected, such as a page that answers with 404. */
        void expectFaults() {
            faults.clear();
        }

        /** A picture of the whole page, in target/pictures. */
        void picture(String name) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(PICTURES.resolve(name + "-" + look.name() + ".png")));
        }

        /** Nothing stands beside the window. */
        void assertNothingSticksOut() {
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("no need to scroll sideways")
                    .isEqualTo(true);
        }

        @Override
        public void close() {
            context.close();
            assertThat(faults).isEmpty();
        }
    }

    /** Skips the test where there is no Chromium, but on machines that must have one. */
    static Window open(Shop shop, String visitor, Look look) {
        if (found(CHROMIUM).isEmpty() || found(NODE).isEmpty()) {
            var missing =
                    "There is no Chromium or no Node.js; install both (Debian: chromium, nodejs) to test the portal"
                            + " in a browser.";
            if (Boolean.parseBoolean(System.getenv("SPIKE_BROWSER_REQUIRED"))) {
                fail(missing);
            }
            Assumptions.abort(missing);
        }
        try {
            Files.createDirectories(PICTURES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Window(shop, visitor, look);
    }

    private static Optional<Path> found(List<Path> places) {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("PATH"))
                                .flatMap(path -> Stream.of(path.split(":", -1)))
                                .filter(folder -> !folder.isEmpty())
                                .flatMap(folder -> places.stream()
                                        .map(place -> Path.of(folder).resolve(place.getFileName()))),
                        places.stream())
                .filter(Files::isExecutable)
                .findFirst();
    }
}
