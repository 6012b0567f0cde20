package community.backup.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Time that is skipped where nobody works. Tasks run in real time; when all of them sleep, the clock is moved to the
 * first one's waking, so that hours of waiting take seconds while the work between is as it is.
 */
public final class VirtualTime implements AutoCloseable {
    private final MovableClock clock;
    private final double speed;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "virtual-time");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Instant> wakings = new PriorityQueue<>();
    private int awake;

    /**
     * Time on {@code clock}, which must not be moved by others.
     *
     * @param speed how many seconds of waiting pass in one real second; {@link Double#POSITIVE_INFINITY} for no wait
     */
    public VirtualTime(MovableClock clock, double speed) {
        if (!(speed >= 1)) {
            throw new IllegalArgumentException("The speed is " + speed + "; it must be at least 1.");
        }
        this.clock = clock;
        this.speed = speed;
    }

    /** The present moment. */
    public Instant now() {
        return clock.instant();
    }

    /** How far the present moment is ahead of the machine's. */
    public Duration offset() {
        return clock.offset();
    }

    /** Runs a task on a thread of its own. Time stands still for waiting as long as a task is neither asleep nor done. */
    public void start(Runnable task) {
        locked(() -> awake++);
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                locked(() -> awake--);
            }
        });
    }

    /**
     * Sleeps until {@code waking}. Only for tasks that {@link #start} runs.
     *
     * @param cancelled whether to give up sleeping; looked at whenever {@link #recheck} is called
     * @return false if the sleep was given up
     */
    public boolean sleepUntil(Instant waking, BooleanSupplier cancelled) {
        lock.lock();
        try {
            awake--;
            wakings.add(waking);
            changed.signalAll();
            while (clock.instant().isBefore(waking) && !cancelled.getAsBoolean()) {
                if (awake == 0 && waking.equals(wakings.peek())) {
                    moveTo(waking, cancelled);
                } else {
                    changed.awaitUninterruptibly();
                }
            }
            return !cancelled.getAsBoolean();
        } finally {
            wakings.remove(waking);
            awake++;
            lock.unlock();
        }
    }

    /** Makes sleepers look again whether their sleep is cancelled. */
    public void recheck() {
        locked(() -> {});
    }

    /** Ends the threads. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Waits as long as the speed asks for, then jumps; a task that starts meanwhile puts the jump off. */
    private void moveTo(Instant waking, BooleanSupplier cancelled) {
        long end = System.nanoTime()
                + (long) (Duration.between(clock.instant(), waking).toNanos() / speed);
        while (awake == 0 && waking.equals(wakings.peek()) && !cancelled.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                Duration jump = Duration.between(clock.instant(), waking);
                if (!jump.isNegative()) {
                    clock.advance(jump);
                }
                changed.signalAll();
                return;
            }
            try {
                changed.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // Only close() interrupts: nobody waits for the rest of this sleep.
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Time was closed while a task slept", e);
            }
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
