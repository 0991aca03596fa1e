package dev.spike.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Verification.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The signatures are those that others make and check. */
class StandardWebhooksTest {

    private static final int VECTORS = 12;

    @Test
    void the_known_answer_of_the_reference_suites_is_ours() {
        var signing = Signing.with(List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        var body = "{\"test\": 2432232314}";

        assertThat(signing.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), body)
                        .signature())
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void the_vectors_of_the_reference_suites_are_judged_as_they_say() throws IOException {
        var folder = System.getProperty("spike.data", "");
        var file = Path.of(folder, "webhooks", "standard-webhooks-vectors.json");
        Assumptions.assumeTrue(!folder.isBlank() && Files.isRegularFile(file), "No -Dspike.data=FOLDER: not read.");
        var vectors = JsonMapper.shared().readTree(Files.readString(file)).path("vectors");

        assertThat(vectors).hasSize(VECTORS).allSatisfy(vector -> assertThat(
                        rejected(vector).isEmpty())
                .as(vector.path("id").stringValue())
                .isEqualTo(vector.path("expect").stringValue().equals("valid")));
    }

    private static Optional<Reason> rejected(JsonNode vector) {
        Map<String, List<String>> headers = vector.path("headers").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> List.of(header.getValue().stringValue())));
        var body = vector.path("payload").stringValue().getBytes(StandardCharsets.UTF_8);
        var webhook = new RawWebhook(body, headers);
        return Signing.with(List.of(vector.path("secret").stringValue()))
                .rejected(
                        webhook,
                        webhook.header(Signing.ID),
                        body,
                        Instant.ofEpochSecond(vector.path("now").longValue()));
    }

    @Test
    void a_secret_that_is_none_is_refused_without_being_shown() {
        for (var secret : List.of("whsec_c2hvcnQ=", "whsec_not base64!", "", "whsec_" + "A".repeat(100))) {
            assertThat(catchThrowable(() -> Signing.with(List.of(secret))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("A webhook secret ")
                    .message()
                    .doesNotContain("c2hvcnQ", "not base64!", "AAAA");
        }
    }
}
