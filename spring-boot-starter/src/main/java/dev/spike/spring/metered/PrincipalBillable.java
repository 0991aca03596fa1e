package dev.spike.spring.metered;

import dev.spike.ledger.Billable;
import dev.spike.spring.BillableResolver;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whoever is signed in pays, where the principal is a billable. */
final class PrincipalBillable implements BillableResolver {

    @Override
    public Optional<Billable> current() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(Authentication::isAuthenticated)
                .map(Authentication::getPrincipal)
                .filter(Billable.class::isInstance)
                .map(Billable.class::cast);
    }
}
