package dev.spike.ledger;

record NamedBillable(String billableType, String billableId) implements Billable {

    NamedBillable {
        TextRule.BILLABLE_TYPE.check(billableType);
        TextRule.BILLABLE_ID.check(billableId);
    }
}
