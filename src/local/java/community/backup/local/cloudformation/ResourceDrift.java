package community.backup.local.cloudformation;

import java.util.List;

/**
 * The drift of a resource.
 *
 * @param differences the properties that differ from the template; empty unless the status is {@link Drift#MODIFIED}
 */
public record ResourceDrift(Drift status, List<Difference> differences) {
    /** How a property differs. */
    public enum Kind {
        /** A value has been added to a list. */
        ADD,
        /** The property or item has been removed. */
        REMOVE,
        /** The property has another value. */
        NOT_EQUAL
    }

    /**
     * A property that differs from the template.
     *
     * @param path such as {@code /Lifecycle/DeleteAfterDays}
     * @param expected the value in the template as JSON; {@code null} if it has none
     * @param actual the value of the resource as JSON; {@code null} if it has none
     */
    public record Difference(String path, String expected, String actual, Kind kind) {}

    static ResourceDrift of(Drift status) {
        return new ResourceDrift(status, List.of());
    }

    /** Whether the resource differs from the template. */
    public boolean drifted() {
        return status == Drift.MODIFIED || status == Drift.DELETED;
    }
}
