package dev.spike.spring.portal;

import dev.spike.portal.HiddenFields;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.security.web.csrf.CsrfToken;

/** What Spring Security wants back with every form. */
final class TokenField implements HiddenFields {

    @Override
    public Map<String, String> of(HttpServletRequest request) {
        var token = request.getAttribute(CsrfToken.class.getName());
        return token instanceof CsrfToken known ? Map.of(known.getParameterName(), known.getToken()) : Map.of();
    }
}
