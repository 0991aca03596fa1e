package dev.spike.spring.operations;

import dev.spike.spring.operations.SpikeEndpoint.Listing;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Over HTTP it depends on who asks. */
@EndpointWebExtension(endpoint = SpikeEndpoint.class)
class SpikeEndpointWebExtension {

    private final SpikeEndpoint endpoint;
    private final EndpointProperties properties;

    SpikeEndpointWebExtension(SpikeEndpoint endpoint, EndpointProperties properties) {
        this.endpoint = endpoint;
        this.properties = properties;
    }

    @ReadOperation
    Listing list(SecurityContext asking, @Selector TroubleKind kind, @Nullable Integer limit) {
        return endpoint.list(kind, limit, properties.showValues().isShown(asking, properties.roles()));
    }
}
