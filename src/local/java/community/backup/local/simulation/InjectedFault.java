package community.backup.local.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.BackupOperation;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A fault that is injected into one call.
 *
 * @param name the name under which the summary counts the fault
 * @param fault the effect on the call
 */
record InjectedFault(String name, Kind kind, Fault fault) {
    /**
     * A role that AWS Backup cannot assume yet. The error code is a permanent one; only the message shows that the
     * cause is temporary.
     */
    static final String NEW_ROLE = "new role";

    private static final Fault NONE = Fault.slow(Duration.ZERO);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<BackupOperation, String> NEEDED = Map.of(
            BackupOperation.DESCRIBE_BACKUP_JOB, "BackupJobId",
            BackupOperation.LIST_BACKUP_JOBS, "BackupJobs",
            BackupOperation.DESCRIBE_RECOVERY_POINT, "RecoveryPointArn",
            BackupOperation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT, "RecoveryPoints",
            BackupOperation.LIST_BACKUP_VAULTS, "BackupVaultList");

    /** The kinds of faults. */
    enum Kind {
        /** The caller gets an error, a late or stale answer, or no answer. */
        ANSWER,
        /** The request arrives long after the caller has timed out. */
        LATE,
        /** The handler's process dies before the request is sent. */
        KILLED_BEFORE,
        /** The handler's process dies after the request has had its effect. */
        KILLED_AFTER,
        /** The process is frozen for more than a minute, and CloudFormation invokes another one meanwhile. */
        FROZEN,
        /** CloudFormation invokes the handler twice with the same request, at the same time. */
        REPEATED,
        /** The answer has an unknown status. */
        UNKNOWN_STATUS
    }

    static InjectedFault answer(String name, Fault fault) {
        return new InjectedFault(name, Kind.ANSWER, fault);
    }

    /** The answer lacks a required field; empty if the operation's answer has none. */
    static Optional<InjectedFault> incomplete(BackupOperation operation) {
        return Optional.ofNullable(NEEDED.get(operation))
                .map(field -> answer("without " + field, Fault.malformed(right -> without(right, field))));
    }

    private static HttpAnswer without(HttpAnswer right, String field) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(right.body());
            body.remove(field);
            return new HttpAnswer(right.status(), right.headers(), JSON.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static InjectedFault of(Kind kind) {
        return new InjectedFault(kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), kind, NONE);
    }
}
