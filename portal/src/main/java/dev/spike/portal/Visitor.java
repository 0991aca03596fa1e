package dev.spike.portal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is looking, as the application knows them.
 *
 * @param name as the side bar shows it
 * @param owners whose credits they may see, their own first; at least one
 * @param operator the name under which is kept what they do with the credits of others; none for who may not
 */
public record Visitor(
        String name, List<Owner> owners, @Nullable String operator) {

    public Visitor {
        owners = List.copyOf(owners);
        if (owners.isEmpty()) {
            throw new IllegalArgumentException("A visitor without an owner sees nothing; answer that nobody is known.");
        }
    }

    /** Who sees what is theirs, and nothing else. */
    public static Visitor of(Owner owner) {
        return new Visitor(owner.name(), List.of(owner), null);
    }

    /** The same as an operator of that name. */
    public Visitor asOperator(String operator) {
        return new Visitor(name, owners, operator);
    }
}
