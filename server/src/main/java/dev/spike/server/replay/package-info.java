/**
 * What a replay charges, before any ledger is asked: reading a usage trace, pricing its calls in credits, spreading them
 * over customers, and generating an hour of traffic for those who have no trace. Values in, values out: no database, no
 * clock, and no commands. It owns the forms of traces and price files; charging the calls belongs to who asks the ledger.
 */
@NullMarked
package dev.spike.server.replay;

import org.jspecify.annotations.NullMarked;
