package community.backup.local.teardown;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Code that waits in the account's time, such as a handler that pauses between its calls. It runs in a separate thread,
 * but never at the same time as the agenda: while it waits, the agenda runs; while it runs, the agenda waits. Therefore
 * the same seed gives the same run.
 */
final class TimedTask {
    private final TeardownAccount account;
    private final Semaphore taskRuns = new Semaphore(0);
    private final Semaphore agendaRuns = new Semaphore(0);
    private @Nullable Throwable failure;

    private TimedTask(TeardownAccount account) {
        this.account = account;
    }

    /** Runs code from the present moment of the account on. */
    static void start(TeardownAccount account, Consumer<TimedTask> code) {
        TimedTask task = new TimedTask(account);
        Thread thread = new Thread(() -> task.run(code), "timed task");
        // A run can end before its tasks do.
        thread.setDaemon(true);
        account.in(Duration.ZERO, () -> {
            thread.start();
            task.untilItWaits();
        });
    }

    private void run(Consumer<TimedTask> code) {
        try {
            code.accept(this);
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            agendaRuns.release();
        }
    }

    /** Waits; only the task's own code may call this. */
    void sleep(Duration time) {
        account.in(time, () -> {
            taskRuns.release();
            untilItWaits();
        });
        agendaRuns.release();
        taskRuns.acquireUninterruptibly();
    }

    private void untilItWaits() {
        agendaRuns.acquireUninterruptibly();
        if (failure != null) {
            throw new IllegalStateException("A task of the teardown failed", failure);
        }
    }
}
