package community.backup.service;

import java.util.Locale;

/**
 * The status of a recovery point, as far as this version knows it. AWS Backup has added statuses before, so whoever shows a
 * status shows AWS Backup's own text, and {@link #UNKNOWN} is waited for like any other status that is not an end.
 */
public enum PointStatus {
    CREATING,
    AVAILABLE,
    COMPLETED,
    PARTIAL,
    STOPPED,
    DELETING,
    EXPIRED,
    UNKNOWN;

    /** The status of that name, or {@link #UNKNOWN}. */
    public static PointStatus of(String text) {
        for (PointStatus status : values()) {
            if (status.name().equals(text.toUpperCase(Locale.ROOT))) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Whether the backup is made, so that nothing needs to be waited for before the recovery point is used. */
    public boolean made() {
        return switch (this) {
            case AVAILABLE, COMPLETED, PARTIAL, STOPPED, EXPIRED -> true;
            case CREATING, DELETING, UNKNOWN -> false;
        };
    }
}
