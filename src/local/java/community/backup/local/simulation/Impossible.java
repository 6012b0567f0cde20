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
                    "CloudFormation updates only what its create has made, and a create succeeds only when the job is COMPLETED"),
            new Rule(
                    Cell.Table.ERRORS,
                    Pattern.compile("ERROR_2603"),
                    Pattern.compile("(DeleteRecoveryPoint|DescribeRecoveryPoint|DescribeBackupJob) in .*"),
                    "it is taken for the truth, so it comes only where it is true, and there under its name ResourceNotFoundException"));

    private record Rule(Cell.Table table, Pattern row, Pattern column, String reason) {}

    private Impossible() {}

    /** Why a cell cannot be reached; empty where it can. */
    static Optional<String> reason(Cell cell) {
        return RULES.stream()
                .filter(rule -> rule.table == cell.table()
                        && rule.row.matcher(cell.row()).matches()
                        && rule.column.matcher(cell.column()).matches())
                .map(Rule::reason)
                .findFirst();
    }
}
