package dev.spike.spring.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.TaskScheduler;

/**
 * Does due work round by round while the context runs: begins after the web server, and stops before it. Each round is a task of
 * its own, so that others of the same scheduler have their turn. A stop waits for the round that is going on, which ends after
 * the kind of work that it is at. Thread-safe.
 */
final class DueSchedule implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(DueSchedule.class);

    private final DueWork work;
    private final DueScheduler scheduler;
    private final List<Runnable> whenAtRest = new ArrayList<>();
    private @Nullable ScheduledFuture<?> next;
    private boolean running;
    private boolean working;
    private boolean closing;

    DueSchedule(DueWork work, DueScheduler scheduler) {
        this.work = work;
        this.scheduler = scheduler;
    }

    @Override
    public synchronized void start() {
        if (!running) {
            running = true;
            if (!working) {
                plan(Duration.ZERO);
            }
        }
    }

    private synchronized void plan(Duration pause) {
        try {
            TaskScheduler tasks = scheduler.open();
            next = tasks.schedule(this::round, tasks.getClock().instant().plus(pause));
        } catch (TaskRejectedException e) {
            running = false;
            if (!closing) {
                LOG.error(
                        "The application's scheduler takes no more tasks, so due work is no longer done on this node",
                        e);
            }
        }
    }

    private void round() {
        if (!begin()) {
            return;
        }
        var pause = work.rest();
        try {
            pause = work.run(this::isRunning).more() ? Duration.ZERO : pause;
        } finally {
            end(pause);
        }
    }

    private synchronized boolean begin() {
        working = running;
        return working;
    }

    private void end(Duration pause) {
        List<Runnable> atRest;
        synchronized (this) {
            working = false;
            if (running) {
                plan(pause);
                return;
            }
            scheduler.close();
            atRest = List.copyOf(whenAtRest);
            whenAtRest.clear();
        }
        atRest.forEach(Runnable::run);
    }

    @Override
    public void stop(Runnable whenStopped) {
        synchronized (this) {
            running = false;
            if (next != null) {
                next.cancel(false);
            }
            if (working) {
                whenAtRest.add(whenStopped);
                return;
            }
            scheduler.close();
        }
        whenStopped.run();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    /** From now on the application's scheduler may refuse what it is given. */
    @Override
    public synchronized void onApplicationEvent(ContextClosedEvent event) {
        closing = true;
    }
}
