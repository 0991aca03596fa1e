package dev.spike.benchmarks;

import java.util.SplittableRandom;

/** On whose accounts the spends fall. */
enum Workload {

    /** Any account, each as likely. */
    UNIFORM("uniform"),

    /** All on one account: each waits for the one before. */
    HOT("one hot account");

    private final String title;

    Workload(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    String owner(SplittableRandom random, int accounts) {
        return this == HOT ? "1" : Integer.toString(1 + random.nextInt(accounts));
    }
}
