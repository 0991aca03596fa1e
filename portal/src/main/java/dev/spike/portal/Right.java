package dev.spike.portal;

/** What a visitor may do with the credits of an owner. */
public enum Right {
    /** See what there is. */
    SEE,
    /** Buy, subscribe and change settings: whatever costs money or binds the owner. */
    BUY
}
