package dev.spike.spring.nodes;

import dev.spike.billing.Billing;
import dev.spike.billing.Interval;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.provider.CheckoutRequest.Pages;
import dev.spike.ledger.Billable;
import dev.spike.ledger.Spent;
import dev.spike.provider.local.LocalProvider;
import dev.spike.provider.local.TestCard;
import dev.spike.spring.operations.DueWork;
import dev.spike.testkit.SettableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * One of several processes of an application. It does what is asked on its standard input, a line each, and answers with a line
 * on its standard output that begins with {@value #ANSWER}.
 *
 * <pre>
 *   subscribe ID          subscribes a user to the plan, who pays
 *   spend SEED COUNT      COUNT users at random spend, look at their balance, and things that are due are done
 *   at INSTANT            it is that time from now on, and what is due is done
 * </pre>
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NodeApplication {

    static final String ANSWER = "node: ";

    /** All nodes know them. */
    static final int USERS = 12;

    private static final Pages PAGES =
            new Pages(URI.create("https://shop.test/thanks"), URI.create("https://shop.test/cart"));

    private static final int DUE_LIMIT = 50;

    @Bean
    SettableClock clock() {
        return SettableClock.at("2026-04-15T12:00:00Z");
    }

    static Billable user(int number) {
        return Billable.of("user", "u" + number);
    }

    public static void main(String[] args) throws IOException {
        try (var context = new SpringApplicationBuilder(NodeApplication.class)
                        .web(WebApplicationType.NONE)
                        .run(args);
                var asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            answer("ready");
            for (var line = asked.readLine(); line != null; line = asked.readLine()) {
                answer(doing(context, line.split(" ", -1)));
            }
        }
    }

    private static void answer(String said) {
        System.out.println(ANSWER + said);
        System.out.flush();
    }

    private static String doing(ConfigurableApplicationContext context, String[] asked) {
        return switch (asked[0]) {
            case "subscribe" -> subscribed(context, user(Integer.parseInt(asked[1])));
            case "spend" -> spent(context, Long.parseLong(asked[1]), Integer.parseInt(asked[2]));
            case "at" -> {
                context.getBean(SettableClock.class).set(Instant.parse(asked[1]));
                yield worked(context);
            }
            default -> throw new IllegalArgumentException("Nobody knows how to " + asked[0] + ".");
        };
    }

    private static String subscribed(ConfigurableApplicationContext context, Billable user) {
        var result =
                context.getBean(Billing.class).of(user).subscriber().subscribe("standard", Interval.MONTHLY, PAGES);
        if (!(result instanceof SubscribeResult.Page page)) {
            return "no page: " + result;
        }
        context.getBean(LocalProvider.class).bank().pay(page.page(), TestCard.GOOD);
        return worked(context);
    }

    private static String worked(ConfigurableApplicationContext context) {
        context.getBean(DueWork.class).run();
        return "done";
    }

    /** How many credits were spent, and how often a balance was higher than it was after the spend before it. */
    private static String spent(ConfigurableApplicationContext context, long seed, int count) {
        var random = new SplittableRandom(seed);
        long spent = 0;
        int stale = 0;
        for (int i = 0; i < count; i++) {
            var account = user(random.nextInt(USERS)).credits();
            account.balance();
            var result = account.trySpend(random.nextInt(1, 4));
            spent += result instanceof Spent ? result.receipt().asked().amount() : 0;
            stale += account.balance().available() > result.receipt().balance().available() ? 1 : 0;
            if (random.nextInt(DUE_LIMIT) == 0) {
                worked(context);
            }
        }
        return spent + " " + stale;
    }
}
