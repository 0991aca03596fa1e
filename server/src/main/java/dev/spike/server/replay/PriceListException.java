package dev.spike.server.replay;

/** A price list cannot be read, or cannot price what it is asked to price exactly. */
public final class PriceListException extends ReplayException {

    PriceListException(String message) {
        super(message);
    }

    PriceListException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String code() {
        return "price-list";
    }
}
