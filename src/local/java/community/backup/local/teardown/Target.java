package community.backup.local.teardown;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A recovery point to delete: its actual state, and the state that its operation reported. Times are counted from the
 * start of all operations.
 */
final class Target {
    private final String vault;
    private final String arn;
    private final Duration takes;
    private @Nullable Duration accepted;
    private @Nullable Duration reportedAt;
    private boolean reportedGone;

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

    /** The time that its delete takes. */
    Duration takes() {
        return takes;
    }

    /** Records that AWS Backup has accepted the delete. */
    void accepted(Duration at) {
        accepted = at;
    }

    /** Records the report to the user: the recovery point is gone, or the delete failed. */
    void report(Duration at, boolean gone) {
        reportedAt = at;
        reportedGone = gone;
    }

    boolean isReported() {
        return reportedAt != null;
    }

    Duration reportedAt() {
        if (reportedAt == null) {
            throw new IllegalStateException("no result was reported for " + arn);
        }
        return reportedAt;
    }

    /** Whether AWS Backup has accepted the delete. */
    boolean isDeleted() {
        return accepted != null;
    }

    /** The time at which it was gone. */
    Duration end() {
        if (accepted == null) {
            throw new IllegalStateException(arn + " was never deleted");
        }
        return accepted.plus(takes);
    }

    /** Whether it was correctly reported as gone. */
    boolean succeeded() {
        return reportedGone && accepted != null && reportedAt().compareTo(end()) >= 0;
    }

    /** The time from its end until the report of its end. */
    Duration lag() {
        return reportedAt().minus(end());
    }
}
