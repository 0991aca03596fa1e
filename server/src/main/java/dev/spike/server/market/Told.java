package dev.spike.server.market;

/** What a load says while it works, so that another can go on where it was killed. Called by several threads. */
interface Told {

    /** The visit of this number is over. */
    void visited(int number);

    /** A webhook arrived that had arrived before. */
    void repeated();
}
