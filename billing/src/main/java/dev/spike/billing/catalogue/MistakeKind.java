package dev.spike.billing.catalogue;

/** What can be wrong with a value of a catalogue. */
public enum MistakeKind {
    /** The path is not one. */
    PATH_MALFORMED("is no path"),
    /** A list has a number, but not those before it. */
    LIST_GAP("follows a gap in its list"),
    /** A list has more entries than are read. */
    LIST_TOO_LONG("is one too many in its list"),
    /** There is no such key at this place. */
    UNKNOWN_KEY("is no key that is known here"),
    /** Keys or a list stand where one value is expected. */
    NOT_A_VALUE("is not a single value"),
    /** One value, or keys, stand where a list is expected. */
    NOT_A_LIST("is not a list"),
    /** One value, or a list, stands where keys are expected. */
    NOT_A_SECTION("has no keys"),
    /** A value is missing that must be given. */
    VALUE_MISSING("is missing"),
    /** There is nothing to be read. */
    VALUE_BLANK("is blank"),
    /** A text is longer than its limit. */
    TEXT_TOO_LONG("is too long"),
    /** A text has a character that cannot be kept. */
    TEXT_NOT_STORABLE("has a character that cannot be kept"),
    /** Neither true nor false. */
    BOOLEAN_MALFORMED("is neither true nor false"),
    /** Not written as a number. */
    NUMBER_MALFORMED("is no number"),
    /** A number beyond its bounds. */
    NUMBER_OUT_OF_RANGE("is out of range"),
    /** None of the words there are. */
    CHOICE_UNKNOWN("is none of the choices"),
    /** A duration or lifetime that is not written as one. */
    DURATION_MALFORMED("is no duration"),
    /** A duration or lifetime that is zero where it must not be, or too long. */
    DURATION_OUT_OF_RANGE("is too short or too long"),
    /** A credit type, product or plan has no id. */
    ID_MISSING("is missing"),
    /** An id with characters that it may not have. */
    ID_MALFORMED("is no id"),
    /** Two of a kind have one id. */
    ID_TWICE("is the id of another one too"),
    /** A price that is not written as one. */
    PRICE_MALFORMED("is no price"),
    /** A price with more decimals than its currency. */
    PRICE_TOO_PRECISE("has more decimals than its currency"),
    /** A price that is certainly not meant. */
    PRICE_TOO_LARGE("is too much"),
    /** No such currency. */
    CURRENCY_UNKNOWN("is in no currency that is known"),
    /** A product has two prices in one currency. */
    CURRENCY_TWICE("is the second price in its currency"),
    /** A product has no price. */
    PRICE_MISSING("has no price"),
    /** A product has both price and prices. */
    PRICE_AND_PRICES("stands beside prices"),
    /** A plan neither has a price nor is free. */
    PLAN_WITHOUT_PRICE("has no price and is not said to be free"),
    /** A plan that is free has a price. */
    FREE_PLAN_WITH_PRICE("is free and has a price"),
    /** A paid plan is called free. */
    PLAN_ID_RESERVED("is the id of the free plan"),
    /** The monthly and the yearly price are in two currencies. */
    PLAN_CURRENCIES_DIFFER("is in another currency than the monthly price"),
    /** An entry of a list of provides is nothing that can be provided, or more than one thing. */
    PROVIDABLE_INVALID("is not one thing that can be provided"),
    /** Credits that are zero or negative. */
    CREDITS_NOT_POSITIVE("is not above zero"),
    /** Credits with more decimals than their type. */
    CREDITS_TOO_PRECISE("has more decimals than its credit type"),
    /** Credits that 64 bits do not hold. */
    CREDITS_TOO_LARGE("is more than 64 bits hold"),
    /** No such credit type. */
    CREDIT_TYPE_UNKNOWN("is no credit type of this catalogue"),
    /** Credits of a plan end with its period. */
    EXPIRY_NOT_HERE("cannot be set here"),
    /** Only what a plan provides each period is carried over. */
    ROLLOVER_NOT_HERE("cannot be set here"),
    /** A rule of the burn-down order is named twice. */
    BURN_DOWN_TWICE("is named twice"),
    /** A floor above zero. */
    FLOOR_POSITIVE("is above zero"),
    /** What is owed is to be charged, but no price says how much. */
    UNIT_PRICE_MISSING("is missing"),
    /** A unit price that is not written as one, or is zero. */
    UNIT_PRICE_MALFORMED("is no unit price"),
    /** No plan is sold in the currency of a unit price. */
    UNIT_PRICE_CURRENCY("is in a currency in which no plan is sold"),
    /** A discount code with characters that it may not have. */
    CODE_MALFORMED("is no discount code"),
    /** Two discounts have one code. */
    CODE_TWICE("is the code of another discount too"),
    /** A percentage that is not within 1 to 100. */
    PERCENT_OUT_OF_RANGE("is no percentage to take off"),
    /** A discount takes off both a share and a sum. */
    PERCENT_AND_FIXED("stands beside a percentage"),
    /** A discount takes off neither. */
    DISCOUNT_EMPTY("takes nothing off"),
    /** An offer names a discount that there is not. */
    DISCOUNT_UNKNOWN("is no discount of this catalogue"),
    /** No such time zone. */
    ZONE_UNKNOWN("is no time zone"),
    /** The path of the portal is not one. */
    PORTAL_PATH_MALFORMED("is no path of a portal"),
    /** There are prices and nobody to take the money. */
    PROVIDER_MISSING("is missing, though there are prices");

    private final String problem;

    MistakeKind(String problem) {
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
