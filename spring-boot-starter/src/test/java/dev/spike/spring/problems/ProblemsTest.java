package dev.spike.spring.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.spike.embedded.FastPostgres;
import dev.spike.embedded.TestDatabase;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditAccount;
import dev.spike.ledger.Credits;
import dev.spike.ledger.IdempotencyKey;
import dev.spike.ledger.LedgerBrokenException;
import dev.spike.ledger.LedgerUnavailableException;
import dev.spike.ledger.OutcomeUnknownException;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.spring.BillableResolver;
import dev.spike.spring.metered.Metered;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@SpringBootTest(classes = ProblemsTest.Application.class)
@ExtendWith(OutputCaptureExtension.class)
@AutoConfigureMockMvc(addFilters = false) // who may come in is no concern of problems
class ProblemsTest {

    private static final TestDatabase DATABASE = FastPostgres.database("nothing", dataSource -> {});
    private static final AtomicLong USERS = new AtomicLong();
    private static final String KEY = "Idempotency-Key";

    private final String user = "caller-" + USERS.incrementAndGet();
    private final MockMvc http;
    private final Credits credits;
    private final Api api;

    @Autowired
    ProblemsTest(MockMvc http, Credits credits, Api api) {
        this.http = http;
        this.credits = credits;
        this.api = api;
    }

    @AfterAll
    static void remove() {
        DATABASE.close();
    }

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::url);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("spring.datasource.hikari.maximum-pool-size", () -> 4);
        registry.add("spike.credit-types[0].id", () -> "credits");
        registry.add("spike.credit-types[0].decimals", () -> "1");
        registry.add("spike.credit-types[1].id", () -> "sms");
        registry.add("spike.problems.top-up", () -> "/billing");
    }

    @BeforeEach
    void begin() {
        account().add(20);
        api.forget();
    }

    private CreditAccount account() {
        return credits.of(Billable.of("user", user), "sms");
    }

    private void assertHas(long available) {
        assertThat(account().balance().available()).isEqualTo(available);
        assertThat(account().balance().held()).isZero();
    }

    private ResultActions send(String path, String key) throws Exception {
        return http.perform(post(path).header("X-User", user).header(KEY, key));
    }

    private ResultActions see(String path) throws Exception {
        return http.perform(get(path).header("X-User", user));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
                "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
            })
    static class Application {

        @Bean
        Api api(Credits credits, Service service) {
            return new Api(credits, service);
        }

        @Bean
        Service service() {
            return new Service();
        }

        @Bean
        HandlerOfEverything handlerOfEverything() {
            return new HandlerOfEverything();
        }

        /** Whoever the header names; a real application asks its session. */
        @Bean
        BillableResolver resolver() {
            return () -> RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                    ? Optional.ofNullable(attributes.getRequest().getHeader("X-User"))
                            .map(name -> Billable.of("user", name))
                    : Optional.empty();
        }
    }

    @RestControllerAdvice
    static class HandlerOfEverything {

        @ExceptionHandler
        ResponseEntity<String> handle(Exception everything) {
            return ResponseEntity.internalServerError().body("everything");
        }
    }

    static class Service {

        @Metered(credits = "3", type = "sms")
        public void send() {}

        @Metered(credits = "3", type = "sms")
        public void sendUnless(boolean failing) {
            if (failing) {
                throw new IllegalStateException("no");
            }
        }

        @Metered(credits = "#result", upTo = "5", type = "sms")
        public CompletableFuture<Integer> later(CompletableFuture<Integer> work) {
            return work;
        }
    }

    @RestController
    static class Api {

        private final AtomicInteger done = new AtomicInteger();
        private final Credits credits;
        private final Service service;

        Api(Credits credits, Service service) {
            this.credits = credits;
            this.service = service;
        }

        public int done() {
            return done.get();
        }

        public void forget() {
            done.set(0);
        }

        @PostMapping("/send")
        @Metered(credits = "5", type = "sms")
        public String send() {
            return "sent " + done.incrementAndGet();
        }

        @PostMapping("/send-many")
        @Metered(credits = "#count", type = "sms")
        public String sendMany(@RequestParam("count") long count) {
            return "sent " + done.addAndGet((int) count);
        }

        @PostMapping("/fail-once")
        @Metered(credits = "5", type = "sms")
        public String failOnce() throws IOException {
            if (done.incrementAndGet() == 1) {
                throw new IOException("no");
            }
            return "done";
        }

        @PostMapping("/later")
        @Metered(credits = "#result.body", upTo = "10", type = "sms")
        public CompletableFuture<ResponseEntity<Integer>> later() {
            return CompletableFuture.supplyAsync(() -> ResponseEntity.ok(4));
        }

        @PostMapping("/beside")
        public String beside() {
            var work = new CompletableFuture<Integer>();
            var both = CompletableFuture.allOf(service.later(work), service.later(work));
            work.complete(2);
            both.join();
            return "sent";
        }

        @PostMapping("/one-of-two-fails")
        public String oneOfTwoFails() {
            for (int i = 0; i < 2; i++) {
                try {
                    service.sendUnless(i == 0);
                } catch (IllegalStateException e) {
                    // goes on with the next
                }
            }
            return "sent";
        }

        @PostMapping("/thrice")
        public String thrice() {
            for (int i = 0; i < 3; i++) {
                service.send();
            }
            return "sent";
        }

        @GetMapping("/by-hand")
        public String byHand() {
            return credits.of(Billable.of("user", "by-hand")).spend(25).toString();
        }

        @GetMapping("/all-by-hand")
        public String allByHand() {
            var poor = Billable.of("user", "by-hand");
            return credits.spendAll(SpendAllRequest.of(poor, "credits", 25).and(poor, "sms", 7))
                    .toString();
        }

        @GetMapping("/reused")
        public String reused() {
            var account = credits.of(Billable.of("user", "reusing"), "sms");
            account.add(10);
            account.spend(SpendRequest.of(1).withKey("secret-key"));
            return account.spend(SpendRequest.of(2).withKey("secret-key")).toString();
        }

        @GetMapping("/unavailable")
        public String unavailable() {
            throw new LedgerUnavailableException("SELECT secret FROM account 17", new SQLException("secret"));
        }

        @GetMapping("/balance")
        public String balance(@RequestParam String type) {
            return credits.of(Billable.of("user", "x"), type).balance().toString();
        }

        @GetMapping("/unknown")
        public String unknown() {
            throw new OutcomeUnknownException(new IdempotencyKey("key-9"), new SQLException("secret"));
        }

        @GetMapping("/broken")
        public String broken() {
            throw new LedgerBrokenException("Account 17 is secret.");
        }

        @GetMapping("/invalid")
        public String invalid() {
            return credits.of(Billable.of("user", "x")).spend(-1).toString();
        }
    }

    @Nested
    class Too_little {

        @Test
        void is_402_with_what_is_missing_and_where_to_top_up() throws Exception {
            account().spend(17);

            send("/send", "k-1")
                    .andExpect(status().isPaymentRequired())
                    .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                    .andExpect(jsonPath("$.type").value("urn:problem-type:spike:not-enough-balance"))
                    .andExpect(jsonPath("$.status").value(402))
                    .andExpect(jsonPath("$.title").value("Not enough credits"))
                    .andExpect(jsonPath("$.detail").value("Needed: 5 SMS. Available: 3 SMS. Missing: 2 SMS."))
                    .andExpect(jsonPath("$.code").value("not-enough-balance"))
                    .andExpect(jsonPath("$.creditType").value("sms"))
                    .andExpect(jsonPath("$.decimals").value(0))
                    .andExpect(jsonPath("$.required").value(5))
                    .andExpect(jsonPath("$.available").value(3))
                    .andExpect(jsonPath("$.missing").value(2))
                    .andExpect(jsonPath("$.topUp").value("/billing"))
                    .andExpect(jsonPath("$.key").doesNotExist());

            assertThat(api.done()).isZero();
        }

        @Test
        void is_told_in_the_language_of_the_request() throws Exception {
            http.perform(get("/by-hand").header(HttpHeaders.ACCEPT_LANGUAGE, "lt"))
                    .andExpect(status().isPaymentRequired())
                    .andExpect(jsonPath("$.title").value("Nepakanka kreditų"))
                    .andExpect(jsonPath("$.detail")
                            .value("Reikia: 2,5 kredito. Turite: 0 kreditų. Trūksta: 2,5 kredito."));
        }

        @Test
        void is_told_alike_of_a_spend_by_hand_and_below_a_context_path() throws Exception {
            http.perform(get("/shop/by-hand").contextPath("/shop"))
                    .andExpect(status().isPaymentRequired())
                    .andExpect(jsonPath("$.creditType").value("credits"))
                    .andExpect(jsonPath("$.decimals").value(1))
                    .andExpect(jsonPath("$.required").value(25))
                    .andExpect(jsonPath("$.topUp").value("/shop/billing"));
        }

        @Test
        void on_several_accounts_is_told_of_each() throws Exception {
            see("/all-by-hand")
                    .andExpect(status().isPaymentRequired())
                    .andExpect(jsonPath("$.creditType").value("credits"))
                    .andExpect(jsonPath("$.shortages.length()").value(2))
                    .andExpect(jsonPath("$.shortages[1].creditType").value("sms"))
                    .andExpect(jsonPath("$.shortages[1].missing").value(7));
        }
    }

    @Nested
    class Under_the_key_of_the_request {

        @Test
        void work_is_done_and_paid_once_and_a_repeat_is_409() throws Exception {
            send("/send", "k-2").andExpect(status().isOk());
            send("/send", "\"k-2\"")
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.code").value("already-done"))
                    .andExpect(header().doesNotExist(HttpHeaders.RETRY_AFTER));

            assertThat(api.done()).isEqualTo(1);
            assertHas(15);
        }

        @Test
        void a_request_that_failed_can_be_repeated() throws Exception {
            send("/fail-once", "k-3").andExpect(status().isInternalServerError());
            send("/fail-once", "k-3").andExpect(status().isOk());
            send("/fail-once", "k-3").andExpect(status().isConflict());

            assertHas(15);
        }

        @Test
        void another_amount_is_422() throws Exception {
            send("/send-many?count=2", "k-4").andExpect(status().isOk());
            send("/send-many?count=3", "k-4")
                    .andExpect(status().isUnprocessableContent())
                    .andExpect(jsonPath("$.code").value("key-reused"))
                    .andExpect(jsonPath("$.detail").value(containsString("each request a key of its own")));

            assertHas(18);
        }

        @Test
        void another_method_is_other_work() throws Exception {
            send("/send", "k-5").andExpect(status().isOk());
            send("/send-many?count=5", "k-5").andExpect(status().isOk());

            assertHas(10);
        }

        @Test
        void several_calls_of_one_method_are_paid_each_and_none_twice() throws Exception {
            send("/thrice", "k-6").andExpect(status().isOk());
            send("/thrice", "k-6").andExpect(status().isConflict());

            assertHas(11);
        }

        @Test
        void calls_that_run_beside_each_other_are_not_taken_for_repeats() throws Exception {
            send("/beside", "k-8").andExpect(status().isOk());
            send("/beside", "k-8").andExpect(status().isConflict());

            assertHas(16);
        }

        @Test
        void a_call_that_failed_leaves_its_number_to_the_next() throws Exception {
            send("/one-of-two-fails", "k-9").andExpect(status().isOk());
            send("/one-of-two-fails", "k-9").andExpect(status().isConflict());

            assertHas(17);
        }

        @Test
        void a_result_that_comes_later_is_paid_by_what_it_says() throws Exception {
            var started =
                    send("/later", "k-7").andExpect(request().asyncStarted()).andReturn();
            http.perform(asyncDispatch(started)).andExpect(status().isOk());

            assertHas(16);
            send("/later", "k-7").andExpect(status().isConflict());
        }

        @Test
        void a_key_that_cannot_be_used_is_400_and_says_what_can() throws Exception {
            send("/send", "two words")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.code").value("idempotency-key-invalid"))
                    .andExpect(jsonPath("$.detail").value(containsString("1 to 150 visible ASCII characters")));

            assertThat(api.done()).isZero();
        }

        @Test
        void without_a_key_every_request_is_a_new_one() throws Exception {
            http.perform(post("/send").header("X-User", user)).andExpect(status().isOk());
            http.perform(post("/send").header("X-User", user)).andExpect(status().isOk());

            assertHas(10);
        }
    }

    @Test
    void nobody_to_charge_is_403() throws Exception {
        http.perform(post("/send"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("nobody-to-charge"));
    }

    @Test
    void a_key_of_another_request_is_422_without_the_key_and_the_account() throws Exception {
        var answer = see("/reused")
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(answer).doesNotContain("secret", "account");
    }

    @Test
    void what_passes_is_503_and_says_when_to_ask_again() throws Exception {
        var answer = see("/unavailable")
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string(HttpHeaders.RETRY_AFTER, "5"))
                .andExpect(jsonPath("$.code").value("ledger-unavailable"))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(answer).doesNotContain("secret", "SELECT", "17");
    }

    @Test
    void a_credit_type_that_nobody_configured_is_404_and_one_line_in_the_log(CapturedOutput output) throws Exception {
        http.perform(get("/balance").param("type", "smss\nERROR forged" + "x".repeat(1_000)))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("unknown-credit-type"));

        assertThat(output.getOut().lines().filter(line -> line.contains("unknown-credit-type")))
                .singleElement()
                .asString()
                .contains("WARN", "There is no credit type 'smss ERROR forged")
                .hasSizeLessThan(500);
    }

    @Test
    void an_unknown_outcome_is_503_with_the_key_to_repeat_under() throws Exception {
        see("/unknown")
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string(HttpHeaders.RETRY_AFTER, "5"))
                .andExpect(jsonPath("$.key").value("key-9"));
    }

    @Test
    void contradictions_are_500_and_tell_nothing() throws Exception {
        var answer = see("/broken")
                .andExpect(status().isInternalServerError())
                .andExpect(jsonPath("$.code").value("ledger-broken"))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(answer).doesNotContain("secret", "17");
    }

    @Test
    void a_wrong_request_is_400() throws Exception {
        see("/invalid")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("amount-not-positive"));
    }
}
