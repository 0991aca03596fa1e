package dev.spike.spring;

import dev.spike.ledger.Credits;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the application's credits those that {@code user.credits()} means, while its context is running: from the first to the
 * last of its beans, and not while a cached context of a test is paused. Thread-safe.
 */
final class CreditsInstallation implements SmartLifecycle, DisposableBean {

    private final Credits credits;
    private Credits.@Nullable Installation installation;

    CreditsInstallation(Credits credits) {
        this.credits = credits;
        start();
    }

    @Override
    public synchronized void start() {
        if (installation == null) {
            installation = Credits.install(credits);
        }
    }

    @Override
    public synchronized void stop() {
        if (installation != null) {
            installation.close();
            installation = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return installation != null;
    }

    /** Started before, and stopped after, whatever may use it. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void destroy() {
        stop();
    }
}
