package dev.spike.provider.local;

import dev.spike.billing.provider.Checkout;
import dev.spike.billing.provider.PaymentProvider;
import dev.spike.billing.provider.ProviderEvent.Dispute;
import dev.spike.billing.provider.RawWebhook;
import dev.spike.billing.provider.Refund;
import dev.spike.testkit.SettableClock;
import dev.spike.testkit.provider.ProviderUnderTest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The local provider with its clock, paid at through its bank. */
class LocalUnderTest implements ProviderUnderTest {

    static final String CURRENT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String PREVIOUS = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String STRANGER = LocalProvider.newSecret();

    private static final int ROUND = 100;

    private final SettableClock clock = SettableClock.at(START);
    private final LocalProvider provider;
    private final LocalProvider losing;

    LocalUnderTest(DataSource dataSource, URI pages) {
        provider = make(dataSource, pages, clock);
        losing = make(CutLine.afterCommit(dataSource), pages, clock);
    }

    static LocalUnderTest at(DataSource dataSource) {
        return new LocalUnderTest(dataSource, URI.create("http://127.0.0.1:1/"));
    }

    static LocalProvider make(DataSource dataSource, URI pages, SettableClock clock) {
        return LocalProvider.on(dataSource)
                .clock(clock)
                .secret(CURRENT)
                .secret(PREVIOUS)
                .pagesAt(pages)
                .build();
    }

    /** The provider as it is, where {@link #provider} may have a fault. */
    final LocalProvider local() {
        return provider;
    }

    @Override
    public PaymentProvider provider() {
        return provider;
    }

    @Override
    public PaymentProvider losingReplies() {
        return losing;
    }

    @Override
    public SettableClock clock() {
        return clock;
    }

    @Override
    public Page pay(Checkout.Open checkout, Card card) {
        return Page.valueOf(provider.bank()
                .pay(checkout.page(), TestCard.valueOf(card.name()))
                .name());
    }

    @Override
    public Page confirm(Checkout.Open checkout) {
        return Page.valueOf(provider.bank().confirm(checkout.page()).name());
    }

    @Override
    public Dispute dispute(String paymentId) {
        return provider.bank().dispute(paymentId);
    }

    @Override
    public void lose(Dispute dispute) {
        provider.bank().lose(dispute);
    }

    @Override
    public void win(Dispute dispute) {
        provider.bank().win(dispute);
    }

    @Override
    public void fail(Refund refund) {
        provider.bank().fail(refund);
    }

    @Override
    public void saveCard(String customerId, Card card) {
        provider.bank().saveCard(customerId, TestCard.valueOf(card.name()));
    }

    @Override
    public void bill() {
        while (provider.billDue(clock.instant(), ROUND) == ROUND) {
            // until nothing is due
        }
    }

    @Override
    public void retry(String subscriptionKey) {
        provider.bank().retry(subscriptionKey);
    }

    @Override
    public List<RawWebhook> arrived() {
        var arrived = new ArrayList<RawWebhook>();
        while (provider.deliverer().deliverDue(webhook -> arrived.add(webhook.raw()), clock.instant(), ROUND) > 0) {
            // until nothing is due
        }
        return arrived;
    }

    @Override
    public dev.spike.testkit.provider.SignedWebhook sign(byte[] body, Instant at, List<Signer> signers) {
        var secrets = signers.stream().map(LocalUnderTest::secret).toList();
        var timestamp = String.valueOf(at.getEpochSecond());
        var id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        return dev.spike.testkit.provider.SignedWebhook.of(
                body,
                Map.of(
                        Signing.ID,
                        id,
                        Signing.TIMESTAMP,
                        timestamp,
                        Signing.SIGNATURE,
                        Signing.with(secrets).signature(id, timestamp, body)));
    }

    private static String secret(Signer signer) {
        return switch (signer) {
            case CURRENT -> CURRENT;
            case PREVIOUS -> PREVIOUS;
            case STRANGER -> STRANGER;
        };
    }
}
