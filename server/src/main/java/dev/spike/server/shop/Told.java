package dev.spike.server.shop;

/** What a load says while it works, so that another can go on where it was killed. Called by several threads. */
public interface Told {

    /** The part of this number is over, from 0. */
    void over(int part);

    /** A webhook arrived that had arrived before. */
    void repeated();
}
