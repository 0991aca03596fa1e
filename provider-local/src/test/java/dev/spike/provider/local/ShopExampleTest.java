package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import dev.spike.embedded.FastPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The program on the page on selling is compiled, and sells. */
class ShopExampleTest {

    @Test
    void sells_and_spends() throws IOException {
        try (var database = FastPostgres.database("example", nothing -> {})) {
            assertThat(Shop.run(database.dataSource())).isEqualTo(4_990);
        }
    }

    @Test
    void stands_on_the_page_as_it_stands_here() throws IOException {
        var program = Files.readString(Path.of("src/test/java/com/example/shop/Shop.java"));

        assertThat(Files.readString(Path.of("../docs/selling.md"))).contains("```java\n" + program + "```");
    }
}
