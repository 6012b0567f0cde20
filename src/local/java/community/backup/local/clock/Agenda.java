package community.backup.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of actions. {@link #runUntil} runs them one after the other, on the thread that calls it. It runs them in
 * the order of their times; actions with the same time run in the order in which they were scheduled. It skips the time
 * between two actions, so that hours of waiting take seconds or no time at all. Not thread-safe, except for {@link
 * #call}.
 */
public final class Agenda {
    private static final Comparator<Entry> ORDER =
            Comparator.<Entry, Instant>comparing(entry -> entry.when).thenComparing(entry -> entry.number);

    /** The length of a step in real time. */
    private static final long STEP_NANOS = 50_000_000;

    private final MovableClock clock;
    private final double speed;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
    private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    private int outside;
    private long number;

    /**
     * An empty agenda on {@code clock}.
     *
     * @param speed how many seconds of waiting pass in one real second; {@link Double#POSITIVE_INFINITY} for no wait
     */
    public Agenda(MovableClock clock, double speed) {
        if (!(speed >= 1)) {
            throw new IllegalArgumentException("The speed is " + speed + "; it must be at least 1.");
        }
        this.clock = clock;
        this.speed = speed;
    }

    /** A scheduled action. */
    public final class Entry {
        private final Instant when;
        private final Runnable what;
        private final long number;

        private Entry(Instant when, Runnable what, long number) {
            this.when = when;
            this.what = what;
            this.number = number;
        }

        /** Cancels the action. It does nothing after the action has run. */
        public void cancel() {
            entries.remove(this);
        }
    }

    /** The present moment. */
    public Instant now() {
        return clock.instant();
    }

    /** How far the present moment is ahead of the clock's base. */
    public Duration offset() {
        return clock.offset();
    }

    /** Schedules an action for {@code when}. If that time is past, the action runs as soon as possible. */
    public Entry at(Instant when, Runnable what) {
        Entry entry = new Entry(when, what, number++);
        entries.add(entry);
        return entry;
    }

    /** Schedules an action for the present moment. */
    public Entry next(Runnable what) {
        return at(now(), what);
    }

    /**
     * Runs {@code then} when an answer arrives, with the answer or with the exception. No time is skipped while an
     * answer is outstanding, because the answer is produced in real time.
     */
    public <T> void when(CompletionStage<T> answer, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> then) {
        outside++;
        answer.whenComplete((value, problem) -> answers.add(() -> {
            outside--;
            then.accept(value, problem);
        }));
    }

    /**
     * Runs {@code what} as soon as the present action has ended. Any thread may call this method, but no other method.
     */
    public void call(Runnable what) {
        answers.add(what);
    }

    /**
     * Runs actions until {@code done}.
     *
     * @throws IllegalStateException if no action is left before that
     */
    public void runUntil(BooleanSupplier done) {
        try {
            while (!done.getAsBoolean()) {
                happen();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The agenda was interrupted", e);
        }
    }

    private void happen() throws InterruptedException {
        Entry next = entries.peek();
        boolean due = next != null && !next.when.isAfter(now());
        Runnable answer = due || outside == 0 ? answers.poll() : await(next);
        if (answer != null) {
            answer.run();
        } else if (next != null && (due || outside == 0)) {
            skipTo(next.when);
            entries.remove(next);
            next.what.run();
        } else if (outside == 0) {
            throw new IllegalStateException("Nothing is left to happen");
        }
    }

    /** Waits for an answer. If the clock runs by itself, it waits until the next entry at most. */
    private @Nullable Runnable await(@Nullable Entry next) throws InterruptedException {
        return next == null
                ? answers.take()
                : answers.poll(Math.max(1, Duration.between(now(), next.when).toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Moves the clock in small steps, so that other threads that read it see the time pass. */
    private void skipTo(Instant when) throws InterruptedException {
        long step = (long) (STEP_NANOS * speed);
        while (now().isBefore(when)) {
            Instant start = now();
            long skipped = Math.min(step, Duration.between(start, when).toNanos());
            TimeUnit.NANOSECONDS.sleep((long) (skipped / speed));
            Duration rest = Duration.between(now(), start.plusNanos(skipped));
            if (!rest.isNegative()) {
                clock.advance(rest);
            }
        }
    }
}
