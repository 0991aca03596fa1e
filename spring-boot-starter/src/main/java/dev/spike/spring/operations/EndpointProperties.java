package dev.spike.spring.operations;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the actuator endpoint shows.
 *
 * @param showValues When to show whose something is and why it failed, which are personal data: never, when_authorized or
 *     always.
 * @param roles Roles of those who are authorized; whoever is signed in is, if there is none.
 */
@ConfigurationProperties("management.endpoint.spike")
record EndpointProperties(
        @DefaultValue("never") Show showValues,
        @DefaultValue Set<String> roles) {

    EndpointProperties {
        roles = Set.copyOf(roles);
    }
}
