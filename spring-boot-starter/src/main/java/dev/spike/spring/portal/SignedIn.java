package dev.spike.spring.portal;

import dev.spike.portal.Owner;
import dev.spike.portal.Visitor;
import dev.spike.portal.Visitors;
import dev.spike.spring.BillableResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whoever is signed in looks at what is theirs; who has the role of operators manages what is everybody's. */
record SignedIn(BillableResolver resolver, @Nullable String operatorRole) implements Visitors {

    @Override
    public Optional<Visitor> of(HttpServletRequest request) {
        return resolver.current().map(billable -> {
            var name = Optional.ofNullable(request.getUserPrincipal())
                    .map(Principal::getName)
                    .filter(text -> !text.isBlank())
                    .orElseGet(billable::billableId);
            var visitor = Visitor.of(Owner.of(billable, name));
            return operatorRole != null && request.isUserInRole(operatorRole) ? visitor.asOperator(name) : visitor;
        });
    }
}
