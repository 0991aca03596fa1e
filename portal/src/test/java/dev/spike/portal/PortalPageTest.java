package dev.spike.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spike.ledger.Billable;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletRequest;

/** What the page on the portal shows is what runs. */
class PortalPageTest {

    private static final Path PAGE = Path.of("..", "docs", "portal.md");
    private static final Path HERE = Path.of("src/test/java/dev/spike/portal/PortalPageTest.java");

    private record Member(String billableId, String name) implements Billable {

        @Override
        public String billableType() {
            return "member";
        }

        Member team() {
            return new Member("team", "Parrots");
        }
    }

    private interface Members {

        Optional<Member> signedIn(HttpServletRequest request);
    }

    private static final class Application {

        @Bean
        Visitors visitors(Members members) {
            return request -> members.signedIn(request)
                    .map(member -> new Visitor(
                            member.name(),
                            List.of(
                                    Owner.of(member, member.name()),
                                    Owner.of(member.team(), member.team().name())
                                            .onlySeen()),
                            null));
        }
    }

    @Test
    void the_example_says_who_is_looking() {
        var visitors = new Application().visitors(request -> Optional.of(new Member("7", "Ada")));

        var visitor = visitors.of(new MockHttpServletRequest()).orElseThrow();

        assertThat(visitor.owners()).extracting(Owner::name).containsExactly("Ada", "Parrots");
        assertThat(visitor.owners().get(1).rights()).containsExactly(Right.SEE);
        assertThat(visitor.operator()).isNull();
    }

    @Test
    void every_java_of_the_page_runs_here_as_it_stands() throws IOException {
        var here = Files.readString(HERE).replaceAll("(?m)^        ", "");
        var shown = Pattern.compile("<!-- example: PortalPageTest[^\n]*\n```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(1).allSatisfy(block -> assertThat(here).contains(block));
    }
}
