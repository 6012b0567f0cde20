package community.backup.local.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import community.backup.local.awsbackup.Fault;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What goes wrong with one call.
 *
 * @param name for the count
 * @param what the kind of thing
 * @param fault what the service or the network does to it
 */
record Mishap(String name, What what, Fault fault) {
    /** A role that AWS Backup cannot assume yet: an error of a class that lasts, with a text that says that it passes. */
    static final String NEW_ROLE = "new role";

    private static final Fault NONE = Fault.slow(Duration.ZERO);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Operation, String> NEEDED = Map.of(
            Operation.DESCRIBE_BACKUP_JOB, "BackupJobId",
            Operation.LIST_BACKUP_JOBS, "BackupJobs",
            Operation.DESCRIBE_RECOVERY_POINT, "RecoveryPointArn",
            Operation.LIST_RECOVERY_POINTS_BY_BACKUP_VAULT, "RecoveryPoints",
            Operation.LIST_BACKUP_VAULTS, "BackupVaultList");

    /** The kinds of things that go wrong with a call. */
    enum What {
        /** The answer is wrong, late, out of date, or does not come. */
        ANSWER,
        /** The request arrives long after its caller has stopped to wait. */
        LATE,
        /** The handler's process dies before the request is sent. */
        KILLED_BEFORE,
        /** The handler's process dies after the request has had its effect. */
        KILLED_AFTER,
        /** The process stands still for over a minute, and CloudFormation invokes another one meanwhile. */
        FROZEN,
        /** The same invocation is made a second time beside this one. */
        REPEATED,
        /** The answer holds a status that nobody knows. */
        UNKNOWN_STATUS
    }

    static Mishap answer(String name, Fault fault) {
        return new Mishap(name, What.ANSWER, fault);
    }

    /** The answer lacks the field without which nothing can be concluded from it; empty where it has none such. */
    static Optional<Mishap> incomplete(Operation operation) {
        return Optional.ofNullable(NEEDED.get(operation))
                .map(field -> answer("without " + field, Fault.spoiled(right -> without(right, field))));
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

    static Mishap of(What what) {
        return new Mishap(what.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), what, NONE);
    }
}
