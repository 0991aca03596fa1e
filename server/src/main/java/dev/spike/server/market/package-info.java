/**
 * Selling through the provider in the box: the sale of the demo, and the market, a random run of carts that proves from the
 * tables that money and credits agree, whatever is lost, doubled, reordered or killed. Not the shop of an application.
 */
@NullMarked
package dev.spike.server.market;

import org.jspecify.annotations.NullMarked;
