/**
 * The rules of the payment provider SPI as a suite. A provider passes it by extending
 * {@link dev.spike.testkit.provider.PaymentProviderContract} with a
 * {@link dev.spike.testkit.provider.ProviderUnderTest.Maker}.
 */
@NullMarked
package dev.spike.testkit.provider;

import org.jspecify.annotations.NullMarked;
