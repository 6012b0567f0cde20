package community.backup.wait;

import java.time.Duration;

/** Waits within an invocation, to spread its calls over time. */
@FunctionalInterface
public interface Pause {
    /** Sleeps. Handlers in Lambda use it. An interrupt ends it with an {@link IllegalStateException}. */
    Pause REAL = duration -> {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The invocation was interrupted", e);
        }
    };

    void rest(Duration duration);
}
