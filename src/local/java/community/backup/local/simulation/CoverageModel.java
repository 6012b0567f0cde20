package community.backup.local.simulation;

import static community.backup.local.awsbackup.BackupOperation.DELETE_RECOVERY_POINT;
import static community.backup.local.awsbackup.BackupOperation.DESCRIBE_BACKUP_JOB;
import static community.backup.local.awsbackup.BackupOperation.DESCRIBE_RECOVERY_POINT;
import static community.backup.local.awsbackup.BackupOperation.LIST_BACKUP_JOBS;
import static community.backup.local.awsbackup.BackupOperation.LIST_BACKUP_VAULTS;
import static community.backup.local.awsbackup.BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT;
import static community.backup.local.awsbackup.BackupOperation.LIST_TAGS;
import static community.backup.local.awsbackup.BackupOperation.START_BACKUP_JOB;
import static community.backup.local.awsbackup.BackupOperation.STOP_BACKUP_JOB;
import static community.backup.local.awsbackup.BackupOperation.TAG_RESOURCE;
import static community.backup.local.awsbackup.BackupOperation.UNTAG_RESOURCE;
import static community.backup.local.awsbackup.BackupOperation.UPDATE_RECOVERY_POINT_LIFECYCLE;

import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.JobState;
import community.backup.local.awsbackup.StoredPointStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All coverage cases; {@link UnreachableCases} says which of them cannot occur. */
final class CoverageModel {
    /** The operations that handlers call, by phase. */
    static final Map<String, List<BackupOperation>> CALLED = called();

    private static final String UNKNOWN = "REVERBERATING";

    private CoverageModel() {}

    private static Map<String, List<BackupOperation>> called() {
        Map<String, List<BackupOperation>> called = new LinkedHashMap<>();
        called.put("CREATE, first", List.of(START_BACKUP_JOB, LIST_BACKUP_VAULTS));
        called.put(
                "CREATE, later", List.of(DESCRIBE_BACKUP_JOB, DESCRIBE_RECOVERY_POINT, LIST_TAGS, LIST_BACKUP_VAULTS));
        called.put(
                "READ",
                List.of(
                        DESCRIBE_BACKUP_JOB,
                        DESCRIBE_RECOVERY_POINT,
                        LIST_TAGS,
                        LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                        LIST_BACKUP_VAULTS));
        List<BackupOperation> update = List.of(
                DESCRIBE_BACKUP_JOB,
                DESCRIBE_RECOVERY_POINT,
                LIST_TAGS,
                UPDATE_RECOVERY_POINT_LIFECYCLE,
                TAG_RESOURCE,
                UNTAG_RESOURCE,
                LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                LIST_BACKUP_VAULTS);
        called.put("UPDATE, first", update);
        called.put("UPDATE, later", update);
        List<BackupOperation> delete = List.of(
                DELETE_RECOVERY_POINT,
                DESCRIBE_RECOVERY_POINT,
                DESCRIBE_BACKUP_JOB,
                STOP_BACKUP_JOB,
                LIST_BACKUP_JOBS,
                LIST_RECOVERY_POINTS_BY_BACKUP_VAULT,
                LIST_BACKUP_VAULTS);
        called.put("DELETE, first", delete);
        called.put("DELETE, later", delete);
        called.put("LIST", List.of(LIST_RECOVERY_POINTS_BY_BACKUP_VAULT, LIST_BACKUP_VAULTS));
        return called;
    }

    /** All cases, including the unreachable ones. */
    static Set<CoverageCase> all() {
        Set<CoverageCase> cases = new TreeSet<>();
        ReachedCases.DELETE_ROWS
                .keySet()
                .forEach(row -> cases.add(new CoverageCase(CoverageCase.Group.DELETE, row, "DELETE")));
        CALLED.forEach((phase, operations) -> operations.forEach(operation -> {
            String column = operation.wireName() + " in " + phase;
            WireError.ALL.forEach(
                    error -> cases.add(new CoverageCase(CoverageCase.Group.ERRORS, error.code(), column)));
            cases.add(new CoverageCase(CoverageCase.Group.ERRORS, SimulatedInvocation.ObservedCall.NOTHING, column));
            if (operation == DESCRIBE_RECOVERY_POINT) {
                for (StoredPointStatus status : StoredPointStatus.values()) {
                    cases.add(new CoverageCase(CoverageCase.Group.STATUSES, "recovery point " + status, phase));
                }
                cases.add(new CoverageCase(CoverageCase.Group.STATUSES, "recovery point " + UNKNOWN, phase));
            }
            if (operation == DESCRIBE_BACKUP_JOB) {
                for (JobState state : JobState.values()) {
                    cases.add(new CoverageCase(CoverageCase.Group.STATUSES, "job " + state, phase));
                }
                cases.add(new CoverageCase(CoverageCase.Group.STATUSES, "job " + UNKNOWN, phase));
            }
        }));
        return cases;
    }
}
