package community.backup.local.simulation;

import java.util.Comparator;

/**
 * A case that the simulation covers if at least one life meets it.
 *
 * @param group of cases that the summary counts together
 * @param row such as an error code or a status
 * @param column such as an operation in a phase
 */
record CoverageCase(Group group, String row, String column) implements Comparable<CoverageCase> {
    private static final Comparator<CoverageCase> ORDER = Comparator.comparing(CoverageCase::group)
            .thenComparing(CoverageCase::column)
            .thenComparing(CoverageCase::row);

    /** The groups of the summary. */
    enum Group {
        /** What a delete can see, and what it then does. */
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
