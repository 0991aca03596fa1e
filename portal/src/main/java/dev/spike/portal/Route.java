package dev.spike.portal;

import org.springframework.http.HttpMethod;

/**
 * A page or a form of the portal: what it is called, who may use it, and what answers.
 *
 * @param path below the portal's own, such as {@code /usage}
 */
record Route(HttpMethod method, String path, Need need, Page page) {

    /** Who may use it. */
    enum Need {
        /** Whoever may see the owner's credits. */
        SEE,
        /** Whoever may spend the owner's money. */
        BUY,
        /** Operators. */
        OPERATE
    }

    static Route see(String path, Page page) {
        return new Route(HttpMethod.GET, path, Need.SEE, page);
    }

    /** A form that costs the owner money, or prepares it. */
    static Route buy(String path, Page page) {
        return new Route(HttpMethod.POST, path, Need.BUY, page);
    }

    boolean changes() {
        return method.equals(HttpMethod.POST);
    }
}
