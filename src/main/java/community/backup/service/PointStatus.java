package community.backup.service;

import java.util.Locale;

/**
 * The status of a recovery point, as far as this version knows it. AWS Backup has added statuses before. So a message
 * shows AWS Backup's own text, and the handlers wait on {@link #UNKNOWN} as on any other status that is not final.
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

    /** Whether the backup is made, so that the handler can use the recovery point without waiting. */
    public boolean made() {
        return switch (this) {
            case AVAILABLE, COMPLETED, PARTIAL, STOPPED, EXPIRED -> true;
            case CREATING, DELETING, UNKNOWN -> false;
        };
    }
}
