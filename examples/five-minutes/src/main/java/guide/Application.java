package guide;

import dev.spike.embedded.DurablePostgres;
import dev.spike.ledger.Balance;
import dev.spike.ledger.Billable;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Application {

    public record User(String billableId) implements Billable {
        public String billableType() { return "user"; }
    }

    @PostMapping("/users/{user}/messages")
    Balance send(@PathVariable User user, @RequestParam long count) {
        user.credits("sms").spend(count);
        return user.credits("sms").balance();
    }

    @Bean
    DataSource dataSource() { return DurablePostgres.start(Path.of("data")).dataSource(); }

    public static void main(String[] args) { SpringApplication.run(Application.class, args); }
}
