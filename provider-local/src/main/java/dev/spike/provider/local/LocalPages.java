package dev.spike.provider.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the checkout pages on the loopback interface, where only this machine sees them. Bind it first, because the provider
 * is told the address; then serve. Thread-safe.
 */
public final class LocalPages implements AutoCloseable {

    static final String PATH = "/pay/";

    private static final Logger LOG = LoggerFactory.getLogger(LocalPages.class);
    private static final Pattern PAGE = Pattern.compile("/pay/([a-z0-9]{25})");
    private static final int THREADS = 8;
    private static final int NOT_IN_TIME_SECONDS = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        var thread = new Thread(task, "spike-local-pages");
        thread.setDaemon(true);
        return thread;
    });

    private LocalPages(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes the port; 0 takes any that is free. Nothing is served yet.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static LocalPages bind(int port) {
        try {
            return new LocalPages(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("The port " + port + " of the local provider's pages is not free.", e);
        }
    }

    /** Where the pages are. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Begins to serve the provider's pages; to be called once. */
    public void serve(LocalProvider provider) {
        var desk = new CheckoutDesk(provider);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, reply(desk, exchange));
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    @Override
    public void close() {
        server.stop(NOT_IN_TIME_SECONDS);
        threads.shutdownNow();
    }

    private static Reply reply(CheckoutDesk desk, HttpExchange exchange) {
        try {
            var page = PAGE.matcher(exchange.getRequestURI().getPath());
            return page.matches() ? reply(desk, exchange, page.group(1)) : Reply.notFound();
        } catch (RuntimeException | IOException e) {
            LOG.error("The page could not be shown", e);
            return Reply.failed();
        }
    }

    private static Reply reply(CheckoutDesk desk, HttpExchange exchange, String secret) throws IOException {
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> desk.show(secret);
            case "POST" -> desk.act(secret, form(exchange));
            default -> Reply.notAllowed();
        };
    }

    private static Optional<Form> form(HttpExchange exchange) throws IOException {
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        var body = exchange.getRequestBody().readNBytes(Form.BYTES_MAX + 1);
        return Form.read(String.valueOf(type), body);
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        reply.headers().forEach(headers::set);
        var body = reply.html().getBytes(StandardCharsets.UTF_8);
        boolean silent =
                exchange.getRequestMethod().equals("HEAD") || reply.status() == HttpURLConnection.HTTP_SEE_OTHER;
        exchange.sendResponseHeaders(reply.status(), silent ? -1 : body.length);
        if (!silent) {
            exchange.getResponseBody().write(body);
        }
    }
}
