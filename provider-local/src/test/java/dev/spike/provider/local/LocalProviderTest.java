package dev.spike.provider.local;

import dev.spike.testkit.provider.PaymentProviderContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The local provider keeps to the contract. */
class LocalProviderTest extends PaymentProviderContract {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables();

    LocalProviderTest() {
        super(() -> LocalUnderTest.at(TABLES.dataSource()));
    }
}
