package dev.spike.portal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the portal looks in the application's house.
 *
 * @param name of the application
 * @param colour {@code #} and six hexadecimal digits
 * @param logo path of a picture on this host, such as {@code /logo.svg}; none shows the name
 * @param favicon path of a picture on this host; none for the one in the box
 * @param home path on this host to which the portal leads back; none for no such link
 */
public record PortalTheme(
        String name,
        String colour,
        @Nullable String logo,
        @Nullable String favicon,
        @Nullable String home) {

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\\"'<>]]*");
    private static final PortalTheme PLAIN = new PortalTheme("Billing", "#2f5fd0", null, null, "/");

    public PortalTheme {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of the application is blank; write how customers know it.");
        }
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("The colour '" + colour + "' is none; write it like #2f5fd0.");
        }
        requirePath("logo", logo);
        requirePath("favicon", favicon);
        requirePath("home", home);
    }

    private static void requirePath(String what, @Nullable String path) {
        if (path != null && !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("The " + what + " '" + path
                    + "' is no path on this host; write it like /logo.svg. The portal asks nothing of other hosts.");
        }
    }

    public static PortalTheme plain() {
        return PLAIN;
    }

    public PortalTheme named(String name) {
        return new PortalTheme(name, colour, logo, favicon, home);
    }

    public PortalTheme coloured(String colour) {
        return new PortalTheme(name, colour, logo, favicon, home);
    }

    public PortalTheme withLogo(String logo) {
        return new PortalTheme(name, colour, logo, favicon, home);
    }
}
