package dev.spike.examples;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Translates into pig Latin; a word costs a credit. */
@RestController
class TranslationApi {

    record Translation(String text, long creditsLeft) {}

    @PostMapping("/api/translate")
    Translation translate(@AuthenticationPrincipal Customer customer, @RequestParam String text) {
        if (text.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "There is nothing to translate.");
        }
        var words = text.strip().split("\\s+");
        var spent = customer.credits().spend(words.length);
        return new Translation(
                Arrays.stream(words).map(TranslationApi::translated).collect(Collectors.joining(" ")),
                spent.receipt().balance().available());
    }

    private static String translated(String word) {
        return word.substring(1) + word.charAt(0) + "ay";
    }
}
