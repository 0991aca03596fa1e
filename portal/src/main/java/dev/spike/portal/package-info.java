/**
 * The billing portal: pages on which a customer sees what is left, buys, subscribes, and where operators help. Rendered on the
 * server and mounted as routes of Spring MVC. The application says who is looking; no page takes the owner from the request.
 * Owns templates, styles and words; decides nothing about credits or money.
 */
@NullMarked
package dev.spike.portal;

import org.jspecify.annotations.NullMarked;
