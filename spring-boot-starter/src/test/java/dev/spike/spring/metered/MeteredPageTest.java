package dev.spike.spring.metered;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.postgres.LedgerSchema;
import dev.spike.ledger.postgres.PostgresCredits;
import dev.spike.spring.BillableResolver;
import dev.spike.testkit.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What the page on metered methods shows is compiled here, and starts. */
class MeteredPageTest {

    @RegisterExtension
    static final LedgerDatabase DATABASE = new LedgerDatabase();

    private static final Path PAGE = Path.of("../docs/metered.md");

    record User(String billableId) implements Billable {

        @Override
        public String billableType() {
            return "user";
        }
    }

    record Report(String text) {}

    record Prompt(String text, long maxTokens) {}

    record Answer(String text, long usage) {}

    interface Model {
        Answer answer(Prompt prompt);
    }

    static class Shown {

        private final Model model = prompt -> new Answer(prompt.text(), 3);

        @Metered(credits = "5")
        public Report report(User user, String month) {
            return new Report("The report of " + month);
        }

        @Metered(credits = "#result.usage", upTo = "#prompt.maxTokens", type = "tokens")
        public Answer ask(User user, Prompt prompt) {
            return model.answer(prompt);
        }

        @Metered(credits = "#addresses.length", type = "sms", key = "#campaign")
        public void send(User user, String campaign, String... addresses) {}

        @Metered(credits = "#result.usage", upTo = "500", holdFor = "1h")
        public CompletableFuture<Answer> askLater(User user, Prompt prompt) {
            return CompletableFuture.supplyAsync(() -> model.answer(prompt));
        }
    }

    @RestController
    static class Answers {

        @PostMapping("/answers")
        @Metered(credits = "${app.price-of-answers:3}")
        public String answer(@RequestBody String question) {
            return "42";
        }
    }

    @Configuration
    static class WhoPays {

        @Bean
        BillableResolver billableResolver(Tenants tenants) {
            return () -> tenants.current().map(name -> Billable.of("team", name));
        }
    }

    interface Tenants {
        Optional<String> current();
    }

    @Test
    void every_java_of_the_page_stands_here() throws IOException {
        var source = Files.readString(Path.of("src/test/java/dev/spike/spring/metered/MeteredPageTest.java"));
        var here = source.replaceAll("(?m)^ {4}", "") + source.replaceAll("(?m)^ {8}", "");
        var shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(6).allSatisfy(block -> assertThat(here).contains(block));
    }

    @Test
    void what_the_page_shows_starts_and_is_paid() {
        var credits = credits();
        var user = new User("page");
        credits.of(user).add(505);
        credits.of(user, "tokens").add(10);
        credits.of(user, "sms").add(2);

        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MeteredAutoConfiguration.class))
                .withBean(Credits.class, () -> credits)
                .withBean(Tenants.class, () -> () -> Optional.of("acme"))
                .withBean(WhoPays.class)
                .withBean(Answers.class)
                .withBean(Shown.class)
                .run(context -> {
                    var shown = context.getBean(Shown.class);
                    shown.report(user, "May");
                    shown.ask(user, new Prompt("why?", 10));
                    shown.send(user, "campaign-7", "a", "b");
                    shown.askLater(user, new Prompt("why?", 10)).join();

                    credits.of(Billable.of("team", "acme")).add(3);
                    context.getBean(Answers.class).answer("why?");
                });

        assertThat(credits.of(user).balance()).isEqualTo(new Balance(497, 0, 0));
        assertThat(credits.of(user, "tokens").balance()).isEqualTo(new Balance(7, 0, 0));
        assertThat(credits.of(user, "sms").balance()).isEqualTo(Balance.nothing());
        assertThat(credits.of(Billable.of("team", "acme")).balance()).isEqualTo(Balance.nothing());
    }

    @Test
    void the_message_of_the_page_can_be_read() throws IOException {
        var line = Files.readString(PAGE)
                .lines()
                .filter(each -> each.startsWith("app.pages.amount"))
                .findFirst()
                .orElseThrow();
        var pattern = line.substring(line.indexOf('=') + 1).strip();

        assertThat(new MessageFormat(pattern, Locale.ENGLISH).format(Map.of("amount", 2, "number", "2")))
                .isEqualTo("2 pages");
    }

    private static Credits credits() {
        LedgerSchema.migrate(DATABASE.dataSource());
        return PostgresCredits.on(DATABASE.dataSource())
                .creditType(CreditType.of("credits"))
                .creditType(CreditType.of("tokens"))
                .creditType(CreditType.of("sms"))
                .build();
    }
}
