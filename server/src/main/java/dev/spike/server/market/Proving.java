package dev.spike.server.market;

import dev.spike.billing.Catalogue;
import dev.spike.ledger.postgres.LedgerVerifier;
import dev.spike.server.shop.Proof;
import java.util.List;
import javax.sql.DataSource;

/** Proves from the tables of the provider, of billing and of the ledger that they agree, when nobody writes any more. */
final class Proving {

    private final DataSource dataSource;
    private final ProofStore store;

    Proving(DataSource dataSource, Catalogue catalogue) {
        this.dataSource = dataSource;
        this.store = new ProofStore(dataSource, catalogue);
    }

    /** This alone also holds while others write. */
    Proof openOnce() {
        return Proof.of("no cart has two open checkouts", store.openCheckouts());
    }

    List<Proof> all() {
        return List.of(
                Proof.of("money taken equals paid orders", store.moneyTaken()),
                Proof.of("money returned is the same on both sides", store.moneyReturned()),
                Proof.of("every paid line is provided once", store.provided()),
                Proof.of("every paid order is granted what it bought", store.granted()),
                Proof.of("no unpaid order is provided", store.notProvided()),
                openOnce(),
                Proof.of("no cart is paid twice", store.paidCarts()),
                Proof.of("every webhook is worked or ignored", store.worked()),
                Proof.law(new LedgerVerifier(dataSource).verify()));
    }
}
