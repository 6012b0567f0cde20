package community.backup.local.simulation;

import java.util.Comparator;

/**
 * A cell of the world that lives are to reach.
 *
 * @param table which table it is in
 * @param row such as an error code or a status
 * @param column such as an operation in a phase
 */
record Cell(Table table, String row, String column) implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::table).thenComparing(Cell::column).thenComparing(Cell::row);

    /** The tables. */
    enum Table {
        /** The rows of the design's table of what a delete sees and does. */
        DELETE("Rows of the delete table"),
        /** Error codes by operation and phase. */
        ERRORS("Errors by operation and phase"),
        /** Statuses of recovery points and jobs by phase. */
        STATUSES("Statuses by phase");

        private final String title;

        Table(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
