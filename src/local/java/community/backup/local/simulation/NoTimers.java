package community.backup.local.simulation;

import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * For the SDK, which would end calls by this machine's clock: what is scheduled here is never run. In a life the network ends
 * the calls, by the life's clock; and two timers per call would take a sixth of the time that lives take.
 */
public final class NoTimers extends ScheduledThreadPoolExecutor {
    /** Runs nothing. */
    public NoTimers() {
        super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return new Never(task);
    }

    private static final class Never extends FutureTask<Object> implements RunnableScheduledFuture<Object> {
        Never(Runnable task) {
            super(task, null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return Long.MAX_VALUE;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }
    }
}
