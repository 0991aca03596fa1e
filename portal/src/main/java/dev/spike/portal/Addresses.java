package dev.spike.portal;

/** Addresses as templates write them. */
record Addresses(String portal, Assets assets) {

    /** A page, such as {@code /usage}. */
    public String page(String path) {
        return portal + path;
    }

    /** A picture, a style or a script, under a name that changes with its content. */
    public String asset(String name) {
        return portal + "/assets/" + assets.version(name) + "/" + name;
    }
}
