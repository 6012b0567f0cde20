package community.backup.wait;

import java.time.Duration;

/** Lets time pass within an invocation, so that calls keep a distance. */
@FunctionalInterface
public interface Pause {
    /** What the handlers of a container use. */
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
