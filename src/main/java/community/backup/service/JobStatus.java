package community.backup.service;

import java.util.Locale;

/** The state of a backup job, as far as this version knows it. */
public enum JobStatus {
    CREATED,
    PENDING,
    RUNNING,
    ABORTING,
    ABORTED,
    COMPLETED,
    FAILED,
    EXPIRED,
    PARTIAL,
    UNKNOWN;

    /** The state of that name, or {@link #UNKNOWN}. */
    public static JobStatus of(String text) {
        for (JobStatus status : values()) {
            if (status.name().equals(text.toUpperCase(Locale.ROOT))) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** Whether the job has ended, successfully or not. */
    public boolean ended() {
        return switch (this) {
            case ABORTED, COMPLETED, FAILED, EXPIRED, PARTIAL -> true;
            case CREATED, PENDING, RUNNING, ABORTING, UNKNOWN -> false;
        };
    }
}
