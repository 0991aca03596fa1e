package dev.spike.examples;

import dev.spike.spring.metered.Metered;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Tells stories. How long one gets is known when it is told, so credits are held first and captured by its words. */
@RestController
class StoryApi {

    record Story(String text) {

        public int words() {
            return text.split(" ").length;
        }
    }

    /** Whoever is signed in pays. A story that fails costs nothing; nor does a repeat under the same Idempotency-Key. */
    @PostMapping("/api/story")
    @Metered(credits = "#result.words()", upTo = "15")
    public Story tell(@RequestParam String hero) {
        if (hero.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "A story needs a hero.");
        }
        return new Story("Once upon a time there was " + hero.strip() + ". The end.");
    }
}
