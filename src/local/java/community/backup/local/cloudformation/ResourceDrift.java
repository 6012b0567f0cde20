package community.backup.local.cloudformation;

import java.util.List;

/**
 * What drift detection says of a resource, and why.
 *
 * @param differences what the template gives and is not so; empty unless it is {@link Drift#MODIFIED}
 */
public record ResourceDrift(Drift status, List<Difference> differences) {
    /** How a property differs. */
    public enum Kind {
        /** A value has been added to a list. */
        ADD,
        /** It is not there any more. */
        REMOVE,
        /** It has another value. */
        NOT_EQUAL
    }

    /**
     * A property that is not as the template gives it.
     *
     * @param path such as {@code /Lifecycle/DeleteAfterDays}
     * @param expected the template's value as JSON, {@code null} where it gives none
     * @param actual the value that was read as JSON, {@code null} where there is none
     */
    public record Difference(String path, String expected, String actual, Kind kind) {}

    static ResourceDrift of(Drift status) {
        return new ResourceDrift(status, List.of());
    }

    /** Whether it is not as the template says. */
    public boolean drifted() {
        return status == Drift.MODIFIED || status == Drift.DELETED;
    }
}
