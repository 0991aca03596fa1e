package dev.spike.spring.problems;

import dev.spike.ledger.CreditType;
import dev.spike.ledger.Declined;
import dev.spike.ledger.Verb;
import dev.spike.messages.SpikeMessages;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is missing, for a machine in smallest units and for people in words. */
record Shortage(CreditType type, Declined declined) {

    /** A capture that was refused had a part of it held, so what to top up by cannot be told from its figures. */
    boolean isAfterAll() {
        return declined.receipt().asked().verb() == Verb.CAPTURE;
    }

    Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("creditType", type.id());
        members.put("decimals", type.decimals());
        members.put("required", declined.asked());
        members.put("available", declined.available());
        if (!isAfterAll()) {
            members.put("missing", declined.missing());
        }
        return members;
    }

    Map<String, String> words(SpikeMessages messages, Locale locale) {
        return Map.of(
                "required", messages.amount(type, declined.asked(), locale),
                "available", messages.amount(type, declined.available(), locale),
                "missing", messages.amount(type, declined.missing(), locale));
    }
}
