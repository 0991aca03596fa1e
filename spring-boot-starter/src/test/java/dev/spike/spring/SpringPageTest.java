package dev.spike.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.messages.LowBalance;
import com.example.messages.Messages;
import com.example.messages.User;
import dev.spike.billing.Catalogue;
import dev.spike.billing.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** What the page about Spring shows is what runs. */
class SpringPageTest {

    private static final Path EXAMPLES = Path.of("src/test/java/com/example/messages");

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(JdbcClientAutoConfiguration.class)
    @EnableTransactionManagement
    @Import({Messages.class, LowBalance.class})
    static class Example {}

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Metadata.docs().resolve("spring.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void every_java_of_the_page_is_compiled_as_it_stands() throws IOException {
        var compiled = new StringBuilder();
        try (var files = Files.list(EXAMPLES)) {
            for (var file : files.toList()) {
                compiled.append(Files.readString(file));
            }
        }

        assertThat(blocks("java")).hasSize(3).allSatisfy(block -> assertThat(compiled.toString())
                .contains(block));
    }

    @Test
    void the_configuration_of_the_page_starts_an_application(@TempDir Path folder) throws IOException {
        try (var database = Application.migratedDatabase();
                var context = Contexts.fromYaml(folder, blocks("yaml").get(0), database)) {
            assertThat(context.getBean(Catalogue.class).products())
                    .extracting(Product::id)
                    .containsExactly("pack-100");
        }
    }

    @Test
    void the_example_sends_as_long_as_there_are_credits_and_warns() {
        try (var app = Application.withJdbc(List.of(Example.class), "spike.credit-types[0].id=sms")) {
            var user = new User(42);
            user.credits("sms").add(1);

            boolean first = app.bean(Messages.class).send(user, "hello");
            boolean second = app.bean(Messages.class).send(user, "hello again");

            assertThat(first).isTrue();
            assertThat(second).isFalse();
            assertThat(app.messages("hello")).isEqualTo(1);
            assertThat(app.bean(LowBalance.class).warned()).containsExactly("42", "42");
        }
    }
}
