package dev.spike.provider.local;

import dev.spike.billing.provider.Answer;
import dev.spike.billing.provider.Refusal;

/** Refusals that several verbs give. */
final class Answers {

    private Answers() {}

    static <T> Answer<T> noCustomer(String id) {
        return Answer.refused(Refusal.NOT_FOUND, "There is no customer '" + id + "'; make the customer first.");
    }

    static <T> Answer<T> noSubscription(String key) {
        return Answer.refused(Refusal.NOT_FOUND, "No subscription was begun under '" + key + "'; begin it first.");
    }
}
