package dev.spike.spring.operations;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The application's scheduler, or else one thread of our own, which is no bean and keeps no JVM alive. Not thread-safe. */
final class DueScheduler {

    private static final String THREAD = "spike-due-";

    private final @Nullable TaskScheduler hosts;
    private final boolean virtualThreads;
    private @Nullable ThreadPoolTaskScheduler own;

    private DueScheduler(@Nullable TaskScheduler hosts, boolean virtualThreads) {
        this.hosts = hosts;
        this.virtualThreads = virtualThreads;
    }

    static DueScheduler of(TaskScheduler hosts) {
        return new DueScheduler(hosts, false);
    }

    static DueScheduler own(boolean virtualThreads) {
        return new DueScheduler(null, virtualThreads);
    }

    /** Ready to take tasks. */
    TaskScheduler open() {
        if (hosts != null) {
            return hosts;
        }
        if (own == null) {
            own = new ThreadPoolTaskScheduler();
            own.setPoolSize(1);
            own.setDaemon(true);
            own.setVirtualThreads(virtualThreads);
            own.setThreadNamePrefix(THREAD);
            own.initialize();
        }
        return own;
    }

    /** Nothing waits any more; a round that is at its end may end. */
    void close() {
        if (own != null) {
            own.setWaitForTasksToCompleteOnShutdown(true);
            own.shutdown();
            own = null;
        }
    }
}
