package dev.spike.billing.postgres;

import dev.spike.billing.Billing;
import dev.spike.billing.Catalogue;
import dev.spike.billing.CatalogueSettings.Subscriptions;
import dev.spike.billing.CreditTypeTerms;
import dev.spike.billing.Interval;
import dev.spike.billing.Plan;
import dev.spike.billing.SubscribeResult;
import dev.spike.billing.UnitPrice;
import dev.spike.ledger.Billable;
import dev.spike.ledger.CreditType;
import dev.spike.ledger.Credits;
import dev.spike.ledger.NegativePolicy;
import dev.spike.ledger.postgres.PostgresCredits;
import java.util.List;

/** Somebody with a plan who may go below zero in every credit type. */
final class Debtor implements AutoCloseable {

    final Shop shop = new Shop();
    final Billable owner = Shop.anybody();
    final Credits credits = PostgresCredits.on(shop.dataSource())
            .creditType(Shop.CREDITS)
            .creditType(Shop.SMS)
            .negative(NegativePolicy.allowed())
            .clock(shop::now)
            .build();
    final Billing billing;
    private final Wire wire;

    Debtor(Plan plan, CreditTypeTerms... terms) {
        billing = PostgresBilling.on(shop.dataSource(), credits)
                .catalogue(catalogue(plan, terms))
                .provider(shop.provider)
                .clock(shop::now)
                .build();
        wire = new Wire(shop, billing);
    }

    private static Catalogue catalogue(Plan plan, CreditTypeTerms... terms) {
        var base = Club.catalogue(Subscriptions.STANDARD, List.of(plan));
        return new Catalogue(List.of(terms), List.of(), base.plans(), base.discounts(), List.of(), base.settings());
    }

    static CreditTypeTerms charged(CreditType type, String unitPrice) {
        return terms(type, unitPrice, true);
    }

    static CreditTypeTerms notCharged(CreditType type, String unitPrice) {
        return terms(type, unitPrice, false);
    }

    private static CreditTypeTerms terms(CreditType type, String unitPrice, boolean charged) {
        var burnDown = CreditTypeTerms.of(type).burnDown();
        return new CreditTypeTerms(type, NegativePolicy.allowed(), burnDown, UnitPrice.parse(unitPrice), charged);
    }

    String subscribed() {
        shop.at(Club.APRIL);
        shop.provider.subscriptions.clock = shop::now;
        var page = (SubscribeResult.Page)
                billing.of(owner).subscriber().subscribe("standard", Interval.MONTHLY, Shop.PAGES);
        wire.tells(shop.provider.subscriptions.changed(shop.provider.subscriptions.begin(page.key())));
        return page.key();
    }

    void renewed(String key) {
        shop.at(shop.provider.subscriptions.get(key).period().end());
        wire.tells(shop.provider.subscriptions.changed(shop.provider.subscriptions.renew(key)));
    }

    /** The provider says again how it stands. */
    void told(String key) {
        wire.tells(shop.provider.subscriptions.changed(shop.provider.subscriptions.get(key)));
    }

    int runDue() {
        return billing.runDue(shop.now(), 1_000);
    }

    void spend(CreditType type, long amount) {
        credits.of(owner, type.id()).spend(amount);
    }

    long total(CreditType type) {
        return credits.of(owner, type.id()).balance().total();
    }

    @Override
    public void close() {
        shop.close();
    }
}
