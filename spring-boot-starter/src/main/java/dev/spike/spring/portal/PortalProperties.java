package dev.spike.spring.portal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the billing portal looks, and who manages it. It is at spike.path, in applications with Spring MVC that have the portal
 * on their class path and say who is looking.
 *
 * @param name Name of the application, as customers know it. Otherwise spring.application.name.
 * @param colour Colour of buttons and marks. Write # and six hexadecimal digits, such as #2f5fd0.
 * @param logo Picture shown instead of the name. Write its path on this host, such as /logo.svg.
 * @param favicon Picture of the browser's tab. Write its path on this host, such as /favicon.ico.
 * @param home Page to which the portal leads back. Write its path on this host.
 * @param languages Languages of which the application's messages have all words of the portal, beside en and lt. Write codes such
 *     as de.
 * @param operatorRole Role of those who may manage the credits of everybody, as the servlet container or Spring Security knows it,
 *     such as OPERATOR. Otherwise nobody may.
 */
@ConfigurationProperties("spike.portal")
record PortalProperties(
        @Nullable String name,
        @DefaultValue("#2f5fd0") String colour,
        @Nullable String logo,
        @Nullable String favicon,
        @DefaultValue("/") String home,
        @DefaultValue List<String> languages,
        @Nullable String operatorRole) {

    private static final String COLOUR = "#[0-9a-fA-F]{6}";
    private static final String PATH = "|/(?![/\\\\])[\\x21-\\x7e&&[^\\\\\"'<>]]*";
    private static final String LANGUAGE = "[a-z]{2,3}";

    PortalProperties {
        require("colour", colour, COLOUR, "write # and six hexadecimal digits, such as #2f5fd0");
        require("logo", logo, PATH, "write a path on this host, such as /logo.svg");
        require("favicon", favicon, PATH, "write a path on this host, such as /favicon.ico");
        require("home", home, PATH, "write a path on this host, such as /");
        languages.forEach(language -> require("languages", language, LANGUAGE, "write codes such as de"));
    }

    private static void require(String key, @Nullable String value, String pattern, String allowed) {
        if (value != null && !value.matches(pattern)) {
            throw new IllegalArgumentException(key + " is '" + value + "'; " + allowed);
        }
    }
}
