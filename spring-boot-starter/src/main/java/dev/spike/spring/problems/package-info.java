/**
 * What HTTP clients are told when credits refuse: problems of RFC 9457, in the language of the request. Owns the one mapping
 * from errors to statuses. Tells no account numbers, no SQL and no keys of the ledger.
 */
@NullMarked
package dev.spike.spring.problems;

import org.jspecify.annotations.NullMarked;
