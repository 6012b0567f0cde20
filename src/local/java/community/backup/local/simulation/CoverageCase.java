package community.backup.local.simulation;

import java.util.Comparator;

/**
 * A case that the simulation covers if at least one life meets it.
 *
 * @param group the group in which the summary counts the case
 * @param row for example an error code or a status
 * @param column for example an operation in a phase
 */
record CoverageCase(Group group, String row, String column) implements Comparable<CoverageCase> {
    private static final Comparator<CoverageCase> ORDER = Comparator.comparing(CoverageCase::group)
            .thenComparing(CoverageCase::column)
            .thenComparing(CoverageCase::row);

    /** The groups of the summary. */
    enum Group {
        /** The rows of the delete table: an observation, and the handler's reaction. */
        DELETE("Rows of the delete table"),
        /** Error codes by operation and phase. */
        ERRORS("Errors by operation and phase"),
        /** Statuses of recovery points and jobs by phase. */
        STATUSES("Statuses by phase");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    @Override
    public int compareTo(CoverageCase other) {
        return ORDER.compare(this, other);
    }
}
