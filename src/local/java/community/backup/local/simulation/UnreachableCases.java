package community.backup.local.simulation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The coverage cases that no life can meet, with the reasons. */
final class UnreachableCases {
    private static final List<Exclusion> EXCLUSIONS = List.of(
            new Exclusion(
                    CoverageCase.Group.STATUSES,
                    Pattern.compile("job (ABORTED|ABORTING|EXPIRED|FAILED|PARTIAL)"),
                    Pattern.compile("UPDATE, .*"),
                    "CloudFormation updates only what its create has made, and a create succeeds only when the job is COMPLETED",
                    "CloudFormation's guide, stack states: a resource is updated after CREATE_COMPLETE, UPDATE_COMPLETE or IMPORT_COMPLETE; an import is by ARN"),
            new Exclusion(
                    CoverageCase.Group.ERRORS,
                    Pattern.compile("ERROR_2603"),
                    Pattern.compile("(DeleteRecoveryPoint|DescribeRecoveryPoint) in .*"),
                    "the local AWS Backup says so under the name ResourceNotFoundException",
                    "API reference, DeleteRecoveryPoint and DescribeRecoveryPoint: a resource that is required for the action does not exist. The design relies on that, and docs/verification.md has the check"));

    /**
     * Cases that cannot occur.
     *
     * @param source the place where AWS or the design says so; a case without a source must be simulated
     */
    private record Exclusion(CoverageCase.Group group, Pattern row, Pattern column, String reason, String source) {}

    private UnreachableCases() {}

    /** Why a case cannot occur; empty if it can. */
    static Optional<String> reason(CoverageCase coverageCase) {
        return EXCLUSIONS.stream()
                .filter(exclusion -> exclusion.group == coverageCase.group()
                        && exclusion.row.matcher(coverageCase.row()).matches()
                        && exclusion.column.matcher(coverageCase.column()).matches())
                .map(exclusion -> exclusion.reason + " (" + exclusion.source + ")")
                .findFirst();
    }
}
