package dev.spike.portal;

/**
 * The application's colour as a style: as it is where it is a surface, and lighter or darker where text has to be read on it or
 * in it. Contrast is WCAG's, at least 4.5.
 */
record ThemeStyle(String accent, String onAccent, String accentOnLight, String accentOnDark) {

    private static final double READABLE = 4.5;
    private static final int CHANNEL_MAX = 255;
    private static final int STEPS = 100;
    private static final Colour WHITE = new Colour(CHANNEL_MAX, CHANNEL_MAX, CHANNEL_MAX);
    private static final Colour BLACK = new Colour(0, 0, 0);

    /** The darkest light and the lightest dark surface of portal.css on which links stand. */
    private static final Colour LIGHT = Colour.of("#eef1f6");

    private static final Colour DARK = Colour.of("#232a36");

    static ThemeStyle of(PortalTheme theme) {
        var colour = Colour.of(theme.colour());
        return new ThemeStyle(
                colour.css(),
                (colour.contrast(WHITE) >= READABLE ? WHITE : BLACK).css(),
                readable(colour, BLACK, LIGHT).css(),
                readable(colour, WHITE, DARK).css());
    }

    /** The colour, moved towards the other until it can be read on the ground. */
    private static Colour readable(Colour colour, Colour towards, Colour ground) {
        var moved = colour;
        for (int step = 1; step <= STEPS && moved.contrast(ground) < READABLE; step++) {
            moved = colour.mixed(towards, step);
        }
        return moved;
    }

    String css() {
        return """
                :root{--accent:%s;--on-accent:%s;--link:%s}
                @media (prefers-color-scheme:dark){:root{--link:%s}}
                """.formatted(accent, onAccent, accentOnLight, accentOnDark);
    }

    private record Colour(int red, int green, int blue) {

        static Colour of(String css) {
            int all = Integer.parseInt(css.substring(1), 16);
            return new Colour(all >> 16 & CHANNEL_MAX, all >> 8 & CHANNEL_MAX, all & CHANNEL_MAX);
        }

        String css() {
            return String.format("#%02x%02x%02x", red, green, blue);
        }

        Colour mixed(Colour other, int percent) {
            return new Colour(
                    red + (other.red - red) * percent / STEPS,
                    green + (other.green - green) * percent / STEPS,
                    blue + (other.blue - blue) * percent / STEPS);
        }

        double contrast(Colour other) {
            double one = luminance();
            double two = other.luminance();
            return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
        }

        private double luminance() {
            return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        }

        private static double linear(int channel) {
            double share = (double) channel / CHANNEL_MAX;
            return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }
    }
}
