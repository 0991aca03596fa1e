package dev.spike.ledger.postgres;

import dev.spike.ledger.AddRequest;
import dev.spike.ledger.CaptureRequest;
import dev.spike.ledger.HoldRequest;
import dev.spike.ledger.Remarks;
import dev.spike.ledger.RemoveRequest;
import dev.spike.ledger.ReverseRequest;
import dev.spike.ledger.SpendAllRequest;
import dev.spike.ledger.SpendRequest;
import dev.spike.ledger.VoidRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 128 bits of SHA-256 over every part of a request but its key; each part goes in with its length, so none can pose as two. */
final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint(String verb) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
        }
        part(verb);
    }

    static UUID of(SpendRequest request) {
        return new Fingerprint("spend")
                .part(request.amount())
                .part(request.datedAt())
                .remarks(request.remarks())
                .value();
    }

    /** The same whatever the order of the parts. */
    static UUID of(SpendAllRequest request) {
        var fingerprint = new Fingerprint("spend-all").part(request.datedAt()).remarks(request.remarks());
        request.parts().stream()
                .sorted(Comparator.comparing(SpendAllRequest.Part::creditType)
                        .thenComparing(part -> part.billable().billableType())
                        .thenComparing(part -> part.billable().billableId()))
                .forEach(part -> fingerprint
                        .part(part.creditType())
                        .part(part.billable().billableType())
                        .part(part.billable().billableId())
                        .part(part.amount()));
        return fingerprint.value();
    }

    /** A request that could be made before there was a choice about the rest keeps the fingerprint it had. */
    static UUID of(RemoveRequest request) {
        var grant = request.grant();
        var fingerprint = new Fingerprint("remove")
                .part(request.amount())
                .part(grant == null ? null : grant.number())
                .part(request.datedAt())
                .remarks(request.remarks());
        return request.rest() == RemoveRequest.Rest.REFUSED
                ? fingerprint.value()
                : fingerprint.part(request.rest()).value();
    }

    static UUID of(HoldRequest request) {
        return of("hold", request.amount(), request.deadline());
    }

    static UUID of(CaptureRequest request) {
        return new Fingerprint("capture")
                .part(request.hold().number())
                .part(request.amount())
                .part(request.rest())
                .remarks(request.remarks())
                .value();
    }

    static UUID of(VoidRequest request) {
        return new Fingerprint("void")
                .part(request.grant().number())
                .remarks(request.remarks())
                .value();
    }

    static UUID of(ReverseRequest request) {
        return new Fingerprint("reverse")
                .part(request.undoes().text())
                .part(request.amount())
                .remarks(request.remarks())
                .value();
    }

    static UUID of(String verb, @Nullable Object... parts) {
        var fingerprint = new Fingerprint(verb);
        for (var part : parts) {
            fingerprint.part(part);
        }
        return fingerprint.value();
    }

    static UUID of(AddRequest request) {
        var terms = request.terms();
        return new Fingerprint("add")
                .part(request.amount())
                .part(request.type().word())
                .part(terms.effectiveAt())
                .part(terms.expiresAt())
                .part(terms.createdAt())
                .part(terms.priority())
                .part(terms.promotional())
                .part(terms.carriedOver())
                .part(request.source().orderId())
                .part(request.source().subscriptionId())
                .remarks(request.remarks())
                .value();
    }

    private Fingerprint remarks(Remarks remarks) {
        part(remarks.notes()).part(remarks.reason()).part(remarks.actor());
        remarks.metadata().forEach((name, value) -> part(name).part(value));
        return this;
    }

    private Fingerprint part(@Nullable Object value) {
        var bytes = value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(value == null ? -1 : bytes.length)
                .flip());
        digest.update(bytes);
        return this;
    }

    private UUID value() {
        var bytes = ByteBuffer.wrap(digest.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
