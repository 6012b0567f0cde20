package community.backup.local.simulation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cells of the world that cannot be reached, with the reasons. */
final class Impossible {
    private static final List<Rule> RULES = List.of(
            new Rule(
                    Cell.Table.STATUSES,
                    Pattern.compile("job (ABORTED|ABORTING|EXPIRED|FAILED|PARTIAL)"),
                    Pattern.compile("UPDATE, .*"),
                    "CloudFormation updates only what its create has made, and a create succeeds only when the job is COMPLETED",
                    "CloudFormation's guide, stack states: a resource is updated after CREATE_COMPLETE, UPDATE_COMPLETE or IMPORT_COMPLETE; an import is by ARN"),
            new Rule(
                    Cell.Table.ERRORS,
                    Pattern.compile("ERROR_2603"),
                    Pattern.compile("(DeleteRecoveryPoint|DescribeRecoveryPoint) in .*"),
                    "the local AWS Backup says so under the name ResourceNotFoundException",
                    "API reference, DeleteRecoveryPoint and DescribeRecoveryPoint: a resource that is required for the action does not exist. The design takes that for the truth, docs/verification.md has the check"));

    /**
     * Cells that cannot be reached.
     *
     * @param source where AWS, or the design, says so: what is ruled out without one is a fault that must be drawn
     */
    private record Rule(Cell.Table table, Pattern row, Pattern column, String reason, String source) {}

    private Impossible() {}

    /** Why a cell cannot be reached; empty where it can. */
    static Optional<String> reason(Cell cell) {
        return RULES.stream()
                .filter(rule -> rule.table == cell.table()
                        && rule.row.matcher(cell.row()).matches()
                        && rule.column.matcher(cell.column()).matches())
                .map(rule -> rule.reason + " (" + rule.source + ")")
                .findFirst();
    }
}
