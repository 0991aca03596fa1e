package dev.spike.billing.provider;

import dev.spike.billing.Reduction;
import dev.spike.billing.Repetition;

/** What is taken off each period's price, and off how many periods. */
public record RecurringDiscount(String code, Reduction reduction, Repetition periods) {}
