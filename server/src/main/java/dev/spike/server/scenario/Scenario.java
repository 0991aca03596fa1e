package dev.spike.server.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A case: given these grants, after these operations, the balances are these. */
public final class Scenario {

    private final Part part;

    Scenario(Part part) {
        this.part = part;
    }

    Part part() {
        return part;
    }

    public String id() {
        return part.text("id").orElseThrow();
    }

    CasePolicy policy() {
        return new CasePolicy(part.part("policy").orElseThrow());
    }

    List<Part> grantParts() {
        return part.parts("grants");
    }

    List<GrantPlan> grants() {
        return grantParts().stream().map(GrantPlan::of).toList();
    }

    /** In the order listed. */
    List<Operation> operations() {
        return part.parts("operations").stream().map(Operation::of).toList();
    }

    List<Part> expectations() {
        return part.parts("expect");
    }

    /** The operations, and those inside of batches. */
    List<Operation> operationsOneByOne() {
        var all = new ArrayList<Operation>();
        operations().forEach(operation -> addWithItems(operation, all));
        return all;
    }

    private static void addWithItems(Operation operation, List<Operation> all) {
        all.add(operation);
        operation.items().forEach(item -> addWithItems(item, all));
    }

    /** Every amount that the ledger may be asked to move or to compare with. */
    List<BigDecimal> amounts() {
        var amounts = new ArrayList<BigDecimal>();
        policy().limit().ifPresent(amounts::add);
        for (var grant : grants()) {
            amounts.add(grant.amount());
            var rollover = grant.turn().rollover();
            if (rollover != null) {
                amounts.add(rollover.min());
                amounts.add(rollover.max());
            }
            var carry = grant.turn().carry();
            if (carry != null) {
                carry.cap(grant.amount()).ifPresent(amounts::add);
            }
        }
        operationsOneByOne().forEach(operation -> operation.amount().ifPresent(amounts::add));
        return amounts;
    }
}
