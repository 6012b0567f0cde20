package community.backup.local.teardown;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A recovery point to delete: its true state, and the state reported by its operation. Times are since all operations began. */
final class Target {
    private final String vault;
    private final String arn;
    private final Duration takes;
    private @Nullable Duration accepted;
    private @Nullable Duration told;
    private boolean saidGone;

    Target(String vault, String arn, Duration takes) {
        this.vault = vault;
        this.arn = arn;
        this.takes = takes;
    }

    /** The name of its vault. */
    String vault() {
        return vault;
    }

    String arn() {
        return arn;
    }

    /** How long its delete takes. */
    Duration takes() {
        return takes;
    }

    /** AWS Backup has accepted to delete it. */
    void accepted(Duration at) {
        accepted = at;
    }

    /** Its user hears that it is gone, or that it was given up. */
    void told(Duration at, boolean gone) {
        told = at;
        saidGone = gone;
    }

    boolean isTold() {
        return told != null;
    }

    Duration toldAt() {
        if (told == null) {
            throw new IllegalStateException("nothing was told of " + arn);
        }
        return told;
    }

    /** Whether AWS Backup has accepted to delete it. */
    boolean isDeleted() {
        return accepted != null;
    }

    /** When it was gone. */
    Duration end() {
        if (accepted == null) {
            throw new IllegalStateException(arn + " was never deleted");
        }
        return accepted.plus(takes);
    }

    /** Whether it was rightly told to be gone. */
    boolean succeeded() {
        return saidGone && accepted != null && toldAt().compareTo(end()) >= 0;
    }

    /** From its end until the report of its end. */
    Duration lag() {
        return toldAt().minus(end());
    }
}
