/**
 * PostgreSQL 18 in the box. {@link dev.spike.embedded.DurablePostgres} keeps its data and loses nothing that was committed;
 * {@link dev.spike.embedded.FastPostgres} is for tests and forgets everything. The package unpacks PostgreSQL's own
 * programs, creates a data folder with them, starts the server and stops it, and owns what can go wrong on the way: the
 * lock, orphans of a killed process, root, taken ports. It knows nothing of credits, and it is not a connection pool.
 */
@NullMarked
package dev.spike.embedded;

import org.jspecify.annotations.NullMarked;
