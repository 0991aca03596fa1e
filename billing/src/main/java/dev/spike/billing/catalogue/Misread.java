package dev.spike.billing.catalogue;

/** A text could not be understood. */
final class Misread extends Exception {

    private static final long serialVersionUID = 1L;

    private final MistakeKind kind;

    Misread(MistakeKind kind) {
        super(kind.problem(), null, false, false);
        this.kind = kind;
    }

    MistakeKind kind() {
        return kind;
    }
}
