package dev.spike.spring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The seller in the box, which takes test cards; used where spike.provider is local.
 *
 * @param secret Secret that signs webhooks: whsec_ and base64 of 24 to 64 bytes. The same on all nodes. Otherwise a new one at
 *     each start, which is enough for one node.
 * @param pagesPort Port of the loopback interface on which customers pay, 0 to 65535. 0 takes any that is free.
 * @param pagesAddress Address under which customers find these pages, where a proxy stands before them. Otherwise that of the
 *     port.
 */
@ConfigurationProperties("spike.local")
record LocalProperties(
        @Nullable String secret,
        @DefaultValue("0") int pagesPort,
        @Nullable URI pagesAddress) {

    private static final int PORT_MAX = 65_535;

    LocalProperties {
        if (pagesPort < 0 || pagesPort > PORT_MAX) {
            throw new IllegalArgumentException(
                    "the port " + pagesPort + " of the pages is not within 0 to " + PORT_MAX);
        }
    }

    @Override
    public String toString() {
        return "LocalProperties[pagesPort=" + pagesPort + ", pagesAddress=" + pagesAddress + "]";
    }
}
