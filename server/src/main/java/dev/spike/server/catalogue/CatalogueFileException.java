package dev.spike.server.catalogue;

/** A file of a catalogue cannot be read as one; the message says where and why. */
public final class CatalogueFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    CatalogueFileException(String message) {
        super(message);
    }
}
